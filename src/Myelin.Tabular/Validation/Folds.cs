using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>Deals rows to K folds. The same options give the same folds on any machine.</summary>
/// <remarks>Where a fifth of the rows or more are copies of others, rows of equal features are in one fold, as a group is.</remarks>
public static class Folds
{
    /// <summary>Folds for a target: of equal shares of each class, or of groups, or ordered by time, as asked.</summary>
    /// <exception cref="InvalidFileException">There are too few rows, groups or times; a group or a time is missing.</exception>
    /// <exception cref="ArgumentException">Both a group and a time are given, or fewer than 2 folds; in order of time 1.</exception>
    public static IReadOnlyList<Fold> Of(Table table, Target target, FoldOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(target);
        options ??= new();
        // of two blocks of time the later is one fold
        if (options.Count < (options.Time is null ? 2 : 1))
            throw Refusal.Of($"A cross-validation needs at least 2 folds, but {options.Count} was given.", nameof(options.Count));
        if (options is { Group: not null, Time: not null })
            throw Refusal.Argument("Folds are either of whole groups or ordered by time. Give one of the two columns.",
                nameof(options.Time));
        if (table.Rows < options.Count)
            throw table.Invalid($"has {table.Rows} rows, too few for {options.Count} folds");
        int[]? classes = target.Classes?.Apply(table, target.Column);
        if (options.Time is { } time) return Ordered(table, time, options.Count);
        if (options.Group is { } group) return Grouped(table, GroupsOf(table, group, options.Count), options.Count, classes, options.Seed);
        int[]? copies = Copies.Groups(table, target.Column, options.Ignore, out _);
        return copies is not null && copies.Max() + 1 >= options.Count
            ? Grouped(table, copies, options.Count, classes, options.Seed)
            : Stratified(table.Rows, options.Count, classes, options.Seed);
    }

    /// <summary>
    /// One fold, whose test is about this share of the rows: whole groups, or the latest in time, as asked; else by lot, of each class its
    /// share. <see cref="FoldOptions.Count"/> does not matter.
    /// </summary>
    /// <param name="share">between 0 and 1</param>
    /// <exception cref="InvalidFileException">The target cannot be learned; there is a single group or time; a group or
    /// a time is missing.</exception>
    public static Fold SetAside(Table table, Target target, double share, FoldOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(target);
        Refusal.IfNoShare(share);
        options ??= new();
        // of all rows: of those that are left, much that is not so would seem to be
        _ = ClassCheck.Of(table, target, []);
        if (options is { Group: null, Time: { } time }) return Latest(table, time, share);
        int parts = Math.Max(2, (int)Math.Round(1 / share));
        if (options.Group is { } group)
            // the largest group may be most of the rows, and is in the first fold
            return Of(table, target, options with { Count = Math.Max(2, Math.Min(parts, table[group].Distinct)) })
                .MinBy(fold => Math.Abs(fold.Test.Count - share * table.Rows))!;
        if (Copies.Groups(table, target.Column, options.Ignore, out _) is { } copies && copies.Max() + 1 >= parts)
            return Of(table, target, options with { Count = parts }).MinBy(fold => Math.Abs(fold.Test.Count - share * table.Rows))!;
        (int[] training, int[] test) = RowSplit.Of(table.Rows, 1 - share, options.Seed,
            target.Classes is null ? null : table[target.Column]);
        return new(training, test);
    }

    // the rows of each class, in random order, are dealt one by one; the next class goes on with the fold that is next
    static Fold[] Stratified(int rows, int count, int[]? classes, ulong seed)
    {
        var random = new RandomStream(seed, RandomPurpose.Split, a: 1);
        var folds = new int[rows];
        int next = 0;
        foreach (IGrouping<int, int> members in Enumerable.Range(0, rows).GroupBy(row => classes?[row] ?? 0)
            .OrderBy(members => members.Key))
        {
            int[] shuffled = [.. members];
            random.Shuffle(shuffled.AsSpan());
            foreach (int row in shuffled) folds[row] = next++ % count;
        }
        return Parts(folds, count);
    }

    // largest groups first, each to the fold where rows and classes are then most even
    static Fold[] Grouped(Table table, int[] groupOf, int count, int[]? classes, ulong seed)
    {
        int kinds = classes is null ? 1 : classes.Max() + 1;
        int[][] groups = [.. Enumerable.Range(0, table.Rows).GroupBy(row => groupOf[row]).Select(members => members.ToArray())];
        new RandomStream(seed, RandomPurpose.Split, a: 2).Shuffle(groups.AsSpan());
        double[] total = new double[kinds];
        foreach (int[] members in groups)
            foreach (int row in members) total[classes?[row] ?? 0]++;
        var (folds, held, groupsIn) = (new int[table.Rows], new double[count, kinds], new int[count]);
        int left = groups.Length;
        foreach (int[] members in groups.OrderByDescending(members => members.Length))
        {
            int best = -1, empty = groupsIn.Count(inFold => inFold == 0);
            double least = double.PositiveInfinity;
            for (int fold = 0; fold < count; fold++)
            {
                // no fold may stay empty
                if (empty == left && groupsIn[fold] > 0) continue;
                double unevenness = Unevenness(held, fold, members, classes, total);
                if (unevenness < least) (least, best) = (unevenness, fold);
            }
            foreach (int row in members)
            {
                folds[row] = best;
                held[best, classes?[row] ?? 0]++;
            }
            groupsIn[best]++;
            left--;
        }
        return Parts(folds, count);
    }

    // the number of each row's group
    static int[] GroupsOf(Table table, string name, int count)
    {
        var groups = new Dictionary<string, int>();
        int[] numbers = [.. Cells(table, name, "group").Select(cell =>
        {
            if (!groups.TryGetValue(cell, out int group)) groups.Add(cell, group = groups.Count);
            return group;
        })];
        if (groups.Count == 1)
            throw table.Invalid($"all {table.Rows} rows have the same {name}, so no group can be kept apart. Choose another column");
        return groups.Count >= count ? numbers : throw table.Invalid($"column {name} has {groups.Count} groups, too few for {count} folds");
    }

    /// <summary>How much the squares of the folds' shares of each class grow when these rows join a fold.</summary>
    static double Unevenness(double[,] held, int fold, int[] members, int[]? classes, double[] total)
    {
        var joining = new double[total.Length];
        foreach (int row in members) joining[classes?[row] ?? 0]++;
        double sum = 0;
        for (int k = 0; k < total.Length; k++)
            if (total[k] > 0) sum += (2 * held[fold, k] + joining[k]) * joining[k] / (total[k] * total[k]);
        return sum;
    }

    // K + 1 blocks of time; fold k learns from the first k + 1 and is judged by the next. Equal times are never parted
    static Fold[] Ordered(Table table, string name, int count)
    {
        (int[] order, int[] starts) = ByTime(table, name);
        if (starts.Length < count + 1)
            throw table.Invalid($"column {name} has {starts.Length} different times, too few for {count} folds, which need {count + 1}");
        var bounds = new int[count + 2];
        bounds[^1] = order.Length;
        for (int block = 1, previous = 0; block <= count; block++)
        {
            long wanted = (long)block * order.Length / (count + 1);
            int start = Array.FindIndex(starts, at => at >= wanted);
            start = Math.Clamp(start < 0 ? starts.Length : start, previous + 1, starts.Length - (count + 1 - block));
            (bounds[block], previous) = (starts[start], start);
        }
        return [.. Enumerable.Range(0, count).Select(k => new Fold(
            [.. order[..bounds[k + 1]].Order()], [.. order[bounds[k + 1]..bounds[k + 2]].Order()]))];
    }

    // judged by the rows from the time on that leaves about the share to them
    static Fold Latest(Table table, string name, double share)
    {
        (int[] order, int[] starts) = ByTime(table, name);
        if (starts.Length == 1) throw table.Invalid($"all {table.Rows} rows have the same {name}, so none is later. Choose another column");
        int cut = starts[1..].MinBy(start => Math.Abs(start - (1 - share) * order.Length));
        return new([.. order[..cut].Order()], [.. order[cut..].Order()]);
    }

    // the rows from the earliest to the latest, and where in them each time begins
    static (int[] Order, int[] Starts) ByTime(Table table, string name)
    {
        Column column = table[name];
        if (column.Type is not (ColumnType.Number or ColumnType.Date))
            throw table.Invalid($"column {name} is of {ColumnTypeName.Of(column.Type)} cells; time needs numbers or dates");
        _ = Cells(table, name, "time");
        double[] times = [.. Enumerable.Range(0, table.Rows).Select(column.Number)];
        int[] order = [.. Enumerable.Range(0, table.Rows).OrderBy(row => times[row])];
        return (order, [.. Enumerable.Range(0, order.Length).Where(i => i == 0 || times[order[i]] != times[order[i - 1]])]);
    }

    static string[] Cells(Table table, string name, string what)
    {
        Column column = table[name];
        var cells = new string[table.Rows];
        for (int row = 0; row < cells.Length; row++)
            cells[row] = column.Text(row) ?? throw table.Invalid(row, name, $"the {what} is missing. Fill it in, or remove the row");
        return cells;
    }

    static Fold[] Parts(int[] folds, int count) => [.. Enumerable.Range(0, count).Select(k => new Fold(
        [.. Enumerable.Range(0, folds.Length).Where(row => folds[row] != k)],
        [.. Enumerable.Range(0, folds.Length).Where(row => folds[row] == k)]))];
}
