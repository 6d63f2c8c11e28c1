using System.Text;
using System.Text.Json;

namespace Myelin.Export.Tests;

/// <summary>Cells of every notation are read as .NET reads them: the same prediction, or both refuse.</summary>
public class CellTests
{
    static readonly string[] s_words =
    [
        "", " ", "NA", "nan", "NaN", "null", "?", "-", "none", "red", " red\t", "RED", "True", "FALSE", "1", "0",
    ];

    static readonly string[] s_numbers =
    [
        "5", "-5", "+5", "5.", ".5", "5,5", "5.5", "1e3", "1E+3", "1e", "e5", "1e400", "-0", "0x10", "1_000", "5 ", "1,234",
        "1.234", "1.234,5", "1,234.5", "12.34", "1.2345", "0.123.456", "1.234.567", "1 234", "12'345", "\u0665", "Infinity",
        "1d",
    ];

    static readonly string[] s_written =
    [
        "5 €", "€5", "€ 5", "-€5", "€-5", "5€", "(5 €)", "(€ 1.234,5)", "5 $", "$5", "5 km", "5km", "km 5", "5  km", "1.234 km",
        "1,5e2 km", "5 mi", "5K", "5k", "1,5M", "2bn", "2B", "3T", "1e3K", "5KM", "--5 €", "- 5 €", "5K km", "€5K", "5 K",
        "1.234K",
    ];

    static readonly string[] s_dates =
    [
        "2026-11-22", "2026-11-22T18:30:00", "2026-11-22 18:30", "2026-11-22T18:30:00Z", "2026-11-22T18:30:00+02:00",
        "2026-11-22 18:30:00.1234567", "2026-11-22 18:30:00.123456789", "2026-11-22T18:30:00.5-11:30", "2026/1/2", "2026.01.02",
        "22.11.2026", "2.1.2026", "31.02.2024", "29.02.2024", "29.02.2023", "22.11.2026 18:30", "22.11.2026 6:30 PM",
        "22.11.2026, 18:30:15", "22.13.2026", "22 Nov 2026", "November 22, 2026", "Nov 22 2026 12:00 AM",
        "Sun, 22 Nov 2026 10:00:00 GMT", "Mon, 22 Nov 2026", "18:30", "18:30:01.5", "6:05", "24:00", "3/4/2026", "22.11.26",
        "0001-01-01", "9999-12-31T23:59:59", "1969-07-20 20:17 UTC", "2026-11-22T18:30:00 UTC", "sunday, november 22, 2026",
        "22-Nov-2026", "2026-11-22 1:05:09 pm",
    ];

    static TabularModel Model()
    {
        var text = new StringBuilder("price;distance;people;when;made;flag;color;code;day;y\n");
        for (int i = 0; i < 60; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"€ {i + 1}.234,{i % 10};{(i % 3 == 0 ? $"{i},5 km" : $"{i}")};{i + 1}{(i % 2 == 0 ? "K" : "M")};" +
                $"{i % 28 + 1}.{i % 12 + 1:00}.2024;2024-01-{i % 28 + 1:00}T{i % 24:00}:30:00;" +
                $"{(i % 2 == 0 ? "true" : "False")};{(i % 3 == 0 ? "red" : "blue")};" +
                $"{i % 4};2024-02-{i % 20 + 1:00};{i * 3}\n");
        var options = new TableOptions
        {
            Delimiter = ';',
            DecimalSign = ',',
            Thousands = '.',
            Missing = ["none", "-99"],
            Columns = new Dictionary<string, ColumnType> { ["code"] = ColumnType.Category, ["day"] = ColumnType.Category },
            Notations = new Dictionary<string, Notation>
            {
                ["distance"] = new() { Unit = "km", UnitOptional = true },
                ["people"] = new() { Suffixes = true },
                ["when"] = new() { DateFormat = "dd.MM.yyyy" },
            },
        };
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
        return TabularModel.Train(Table.Read(stream, "cells.csv", options), "y",
            new() { Quality = Quality.Fast, Set = ["epochs=1", "hidden=8"], Threads = 1 },
            cancellation: TestContext.Current.CancellationToken);
    }

    [Fact]
    public void EveryTextAndValueIsReadAlike()
    {
        using var node = new Node();
        using TabularModel model = Model();
        object?[] values = [null, true, false, 0, 1, -99, 1.5, -0.0, 1e15, 1e16, 1e17, 123456.789e-9, 1e300, 12345678.9, 2, "NUL\0",
            .. s_words, .. s_numbers, .. s_written, .. s_dates];
        var ordinary = new Dictionary<string, object?>
        {
            ["price"] = "€ 12",
            ["distance"] = "5",
            ["people"] = "5K",
            ["when"] = "05.06.2024",
            ["made"] = "2024-01-05",
            ["flag"] = true,
            ["color"] = "red",
            ["code"] = "1",
            ["day"] = "2024-02-03",
        };
        (string Column, object? Value)[] cells = [.. model.Inputs.SelectMany(column => values.Select(value => (column, value)))];
        node.Write("model.mjs", JavaScriptModule.Of(model).Whole);
        node.Write("x", JsonSerializer.Serialize(cells.Select(cell =>
            new Dictionary<string, object?>(ordinary) { [cell.Column] = cell.Value })));
        node.Run("""
            import { readFileSync, writeFileSync } from "node:fs";
            const model = await (await import("./model.mjs")).load();
            const said = row => { try { return JSON.stringify(model.predict(row)); } catch (error) { return `! ${error.message}`; } };
            writeFileSync("y", JSON.parse(readFileSync("x", "utf8")).map(said).join("\n"));
            """);
        string[] found = File.ReadAllLines(Path.Combine(node.Folder, "y"));
        List<string> different = [];
        for (int i = 0; i < cells.Length; i++)
        {
            string expected = Said(model, new Dictionary<string, object?>(ordinary) { [cells[i].Column] = cells[i].Value });
            string line = found[i][0] == '!' ? "!" : Rows.Line(found[i]);
            if ((expected[0] == '!' ? "!" : expected) != line)
                different.Add($"{cells[i].Column} = {JsonSerializer.Serialize(cells[i].Value)}:\n  {expected}\n  {found[i]}\n  {line}");
        }
        Assert.True(different.Count == 0, string.Join('\n', different));
    }

    static string Said(TabularModel model, Dictionary<string, object?> row)
    {
        try
        {
            Prediction prediction = model.Predict(row);
            return Rows.Line(prediction, model.Calibration.Intervals?.Of(prediction.Value, 0.9));
        }
        catch (InvalidFileException e)
        {
            return $"! {e.Message}";
        }
    }
}
