using System.Numerics;
using Myelin.Kernels;

namespace Myelin;

/// <summary>A network with its parameters: predicts, is trained by a <see cref="Trainer{T}"/>.</summary>
/// <remarks>
/// Any number of threads may predict at once. While a training changes the parameters, a prediction on another thread throws
/// <see cref="InvalidOperationException"/>; in a callback of the training, between two epochs, all threads may predict. A handler of
/// <see cref="Progress{T}"/> is no such callback: it runs on a pool thread while the training goes on, and a prediction there may throw.
/// <see cref="Dispose"/> may come at any moment: predictions under way end with right numbers, new ones throw
/// <see cref="ObjectDisposedException"/>, and a training ends within a step with that exception. To replace a model while others predict
/// with it, use a <see cref="ModelHost{TModel}"/>.
/// </remarks>
public sealed class Model<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // plans that wait for the next prediction: rented by exchanging them out, so that no lock and no allocation is needed
    readonly Plan<T>?[] _single = new Plan<T>?[Math.Max(8, 2 * Environment.ProcessorCount)];
    readonly Plan<T>?[] _block = new Plan<T>?[Math.Max(8, 2 * Environment.ProcessorCount)];
    readonly Turn _turn;
    IActivation _link = new Identity();

    /// <exception cref="ArgumentException">The parameters are those of another network.</exception>
    public Model(Network network, Parameters<T> parameters)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(parameters);
        Parameters<T>.IfDiffers(parameters.Blocks, [.. network.Blocks()]);
        (Network, Parameters, _turn) = (network, parameters, parameters.Turn);
    }

    public Network Network { get; }

    public Parameters<T> Parameters { get; }

    /// <summary>
    /// What <see cref="Predict(ReadOnlySpan{T}, Span{T})"/> applies to the network's outputs: the loss's link,
    /// softmax after a cross-entropy.
    /// </summary>
    public IActivation Link
    {
        get => _link;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (Equals(_link, value)) return;
            _link = value;
            Clear();
        }
    }

    /// <summary>
    /// Whether predicting refuses inputs and outputs that are not finite, and names the first. Without it they are computed with: a
    /// row that holds NaN or infinity may give NaN, infinity or a finite number (sigmoid of ∞ is 1), as may weights that are too
    /// large; other rows are as ever.
    /// </summary>
    public bool ChecksNumbers { get; set; }

    /// <summary>The prediction for one row of <c>Network.Inputs</c> numbers.</summary>
    public T[] Predict(ReadOnlySpan<T> input)
    {
        var output = new T[Network.Outputs];
        Predict(input, output);
        return output;
    }

    /// <summary>The predictions for a matrix [rows × inputs], as a matrix [rows × outputs].</summary>
    public T[,] Predict(T[,] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var outputs = new T[inputs.GetLength(0), Network.Outputs];
        if (inputs.GetLength(1) != Network.Inputs)
            Throw.Argument($"The network takes {Network.Inputs} inputs, but the matrix has {inputs.GetLength(1)} columns.", nameof(inputs));
        Predict(Flat(inputs), Flat(outputs));
        return outputs;

        static Span<T> Flat(T[,] matrix) => matrix.Length == 0
            ? []
            : System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref matrix[0, 0], matrix.Length);
    }

    /// <summary>
    /// Predicts rows that stand one after the other; allocates nothing. A row's result is the same bits alone or among others.
    /// </summary>
    /// <param name="inputs">rows · Inputs numbers</param>
    /// <param name="outputs">takes rows · Outputs numbers</param>
    /// <exception cref="InvalidOperationException">A training or a write on another thread changes the parameters.</exception>
    /// <exception cref="ObjectDisposedException">The model is disposed of.</exception>
    /// <exception cref="NotFiniteNumberException">An output is not finite, and <see cref="ChecksNumbers"/> is set.</exception>
    public void Predict(ReadOnlySpan<T> inputs, Span<T> outputs)
    {
        int columns = Network.Inputs, width = Network.Outputs, rows = inputs.Length / columns;
        if (inputs.Length != rows * columns || inputs.Length == 0 && outputs.Length > 0)
            Throw.Argument($"The network takes rows of {columns} inputs, but {inputs.Length} numbers are no whole number of rows.",
                nameof(inputs));
        if (outputs.Length < rows * (long)width)
            Throw.Argument($"{rows} rows give {rows * (long)width} outputs, but there is room for {outputs.Length}.", nameof(outputs));
        if (ChecksNumbers) CheckInputs(inputs, columns);
        int seen = _turn.Look();
        Plan<T>?[] pool = rows == 1 ? _single : _block;
        Plan<T> plan = Rent(pool) ?? Plan<T>.Create(new(Network, Parameters, rows == 1 ? 1 : Plan<T>.BlockRows) { Link = Link });
        for (int from = 0; from < rows; from += plan.Capacity)
        {
            int count = plan.Batch.Rows = Math.Min(plan.Capacity, rows - from);
            plan.Input.WriteRows(inputs.Slice(from * columns, count * columns));
            plan.Forward(Worker.Alone);
            plan.ApplyLink(count);
            plan.Output.ReadRows(outputs.Slice(from * width, count * width));
        }
        Return(pool, plan);
        // who disposes closes first and then clears: it, or this, sees the other
        if (!_turn.IsOpen(seen)) Clear();
        if (ChecksNumbers) CheckOutputs(outputs[..(rows * width)], width);
    }

    /// <summary>Writes the model as one safetensors file, atomically; <see cref="Model.Load(string)"/> reads it.</summary>
    public void Save(string path) => ModelFile.Save(path, this);

    /// <summary>Refuses further use. Predictions under way end with right numbers, and the last of them frees the memory.</summary>
    public void Dispose()
    {
        Parameters.Dispose();
        Clear();
    }

    static void CheckInputs(ReadOnlySpan<T> inputs, int columns)
    {
        if (FirstNotFinite(inputs) is int i)
            Throw.Argument(
                FormattableString.Invariant(
                    $"Inputs must be finite numbers, but row {i / columns}, column {i % columns} (counted from 0) is {inputs[i]}."),
                nameof(inputs));
    }

    static void CheckOutputs(ReadOnlySpan<T> outputs, int width)
    {
        if (FirstNotFinite(outputs) is int i)
            throw new NotFiniteNumberException(FormattableString.Invariant(
                $"The prediction of row {i / width} is not finite: output {i % width} (counted from 0) is {outputs[i]}. ") +
                "Inputs or parameters are too large. Scale the inputs, or train with a lower learning rate.");
    }

    static int? FirstNotFinite(ReadOnlySpan<T> numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
            if (!T.IsFinite(numbers[i])) return i;
        return null;
    }

    Plan<T>? Rent(Plan<T>?[] pool)
    {
        for (int i = 0; i < pool.Length; i++)
        {
            if (pool[i] is null || Interlocked.Exchange(ref pool[i], null) is not { } plan) continue;
            if (plan.HasLink(_link)) return plan;
            plan.Dispose();
        }
        return null;
    }

    static void Return(Plan<T>?[] pool, Plan<T> plan)
    {
        for (int i = 0; i < pool.Length; i++)
            if (pool[i] is null && Interlocked.CompareExchange(ref pool[i], plan, null) is null) return;
        plan.Dispose();
    }

    void Clear()
    {
        foreach (Plan<T>?[] pool in (ReadOnlySpan<Plan<T>?[]>)[_single, _block])
            for (int i = 0; i < pool.Length; i++) Interlocked.Exchange(ref pool[i], null)?.Dispose();
    }
}
