using System.Collections.Immutable;
using System.Globalization;

namespace Stockade.Semantics.AzureCli.Evaluation.PowerShell;

/// <summary>An object of a script, as far as it is known.</summary>
internal sealed class PowerShellValue
{
    public static PowerShellValue Null { get; } = new() { Kind = PowerShellValueKind.Null };

    public static PowerShellValue EmptyList { get; } = new() { Kind = PowerShellValueKind.List };

    public static PowerShellValue EmptyTable { get; } = new() { Kind = PowerShellValueKind.Table };

    public PowerShellValueKind Kind { get; private init; }

    /// <summary>The string of a <see cref="PowerShellValueKind.Text"/>, the symbol of an unknown object.</summary>
    public ShellString Text { get; private init; } = ShellString.Empty;

    public long Number { get; private init; }

    public ImmutableArray<PowerShellValue> Items { get; private init; } = [];

    public ImmutableArray<KeyValuePair<string, PowerShellValue>> Entries { get; private init; } = [];

    public PowerShellFunction? Block { get; private init; }

    public bool IsUnknown => Kind is PowerShellValueKind.Unknown;

    /// <summary>Whether the value counts as true in a condition.</summary>
    public Truth Truth => Kind switch
    {
        PowerShellValueKind.Null => Truth.False,
        PowerShellValueKind.Boolean or PowerShellValueKind.Number => Number == 0 ? Truth.False : Truth.True,
        PowerShellValueKind.Text => Text.Text is { } text ? text.Length == 0 ? Truth.False : Truth.True : Text.MayBeEmpty ? Truth.Unknown : Truth.True,
        PowerShellValueKind.List => Items switch
        {
            [] => Truth.False,
            [var only] => only.Truth,
            _ => Items.Any(static item => item.IsUnknown) ? Truth.Unknown : Truth.True,
        },
        PowerShellValueKind.Unknown => Truth.Unknown,
        _ => Truth.True,
    };

    public static PowerShellValue Of(string text) => Of(ShellString.Known(text));

    public static PowerShellValue Of(ShellString text) => new() { Kind = PowerShellValueKind.Text, Text = text };

    public static PowerShellValue Of(long number) => new() { Kind = PowerShellValueKind.Number, Number = number };

    public static PowerShellValue Of(bool value) => new() { Kind = PowerShellValueKind.Boolean, Number = value ? 1 : 0 };

    public static PowerShellValue OfTruth(Truth truth, string symbol) => truth is Truth.Unknown ? Unknown(symbol) : Of(truth is Truth.True);

    public static PowerShellValue Of(ImmutableArray<PowerShellValue> items) => new() { Kind = PowerShellValueKind.List, Items = items };

    public static PowerShellValue Of(ImmutableArray<KeyValuePair<string, PowerShellValue>> entries) => new() { Kind = PowerShellValueKind.Table, Entries = entries };

    public static PowerShellValue Of(PowerShellFunction block) => new() { Kind = PowerShellValueKind.Block, Block = block };

    public static PowerShellValue Unknown(string symbol, UnknownOrigin origin = UnknownOrigin.Other) => Unknown(ShellString.Unknown(symbol, origin));

    /// <summary>Any object; the text is its symbol.</summary>
    public static PowerShellValue Unknown(ShellString text) => new() { Text = text };

    /// <summary>What the output of several statements is together: nothing, one object, or an array.</summary>
    public static PowerShellValue Collapse(List<PowerShellValue> output) => output switch
    {
        [] => Null,
        [var only] => only,
        _ => Of([.. output]),
    };

    /// <summary>The value of a key without regard to case; null where there is none.</summary>
    public PowerShellValue? Find(string key)
    {
        foreach (var (name, value) in Entries)
        {
            if (string.Equals(name, key, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }

    /// <summary>The table with one entry set.</summary>
    public PowerShellValue With(string key, PowerShellValue value)
    {
        for (var i = 0; i < Entries.Length; i++)
        {
            if (string.Equals(Entries[i].Key, key, StringComparison.OrdinalIgnoreCase))
                return Of(Entries.SetItem(i, new KeyValuePair<string, PowerShellValue>(Entries[i].Key, value)));
        }

        return Of(Entries.Add(new KeyValuePair<string, PowerShellValue>(key, value)));
    }

    /// <summary>The objects that go into a pipeline or an array when the value is written out.</summary>
    public ImmutableArray<PowerShellValue> Enumerate() => Kind switch
    {
        PowerShellValueKind.Null => [],
        PowerShellValueKind.List => Items,
        _ => [this],
    };

    /// <summary>The value in a string.</summary>
    public ShellString ToText()
    {
        switch (Kind)
        {
            case PowerShellValueKind.Null:
                return ShellString.Empty;
            case PowerShellValueKind.Text or PowerShellValueKind.Unknown:
                return Text;
            case PowerShellValueKind.Number:
                return ShellString.Known(Number.ToString(CultureInfo.InvariantCulture));
            case PowerShellValueKind.Boolean:
                return ShellString.Known(Number == 0 ? "False" : "True");
            case PowerShellValueKind.List when Items.All(static item => item.Kind is not (PowerShellValueKind.List or PowerShellValueKind.Unknown)):
                return Join(Items, " ");
            default:
                return ShellString.Unknown(Kind.ToString());
        }
    }

    public static ShellString Join(ImmutableArray<PowerShellValue> items, string separator)
    {
        var builder = new ShellString.Builder();
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0)
                builder.Append(separator);
            builder.Append(items[i].ToText());
        }

        return builder.ToShellString();
    }

    public bool IsSameAs(PowerShellValue other)
    {
        if (ReferenceEquals(this, other))
            return true;
        return Kind == other.Kind && Number == other.Number && Text.IsSameAs(other.Text) && Block == other.Block
            && Items.Length == other.Items.Length && Items.Zip(other.Items).All(static pair => pair.First.IsSameAs(pair.Second))
            && Entries.Length == other.Entries.Length && Entries.Zip(other.Entries).All(static pair => pair.First.Key == pair.Second.Key && pair.First.Value.IsSameAs(pair.Second.Value));
    }

    /// <summary>What is known where the value is one of two.</summary>
    public static PowerShellValue Choose(PowerShellValue first, PowerShellValue second, string symbol)
    {
        if (first.IsSameAs(second))
            return first;
        if (first.Kind is PowerShellValueKind.Text && second.Kind is PowerShellValueKind.Text)
            return Of(ShellString.Unknown(symbol, mayBeEmpty: first.Text.MayBeEmpty || second.Text.MayBeEmpty));
        if (first.Kind is not PowerShellValueKind.List || second.Kind is not PowerShellValueKind.List)
            return Unknown(symbol);

        // `$params += '--flag'` in a branch: both begin alike.
        var (left, right) = (first.Items, second.Items);
        var shorter = Math.Min(left.Length, right.Length);
        var head = 0;
        while (head < shorter && left[head].IsSameAs(right[head]))
            head++;
        var tail = 0;
        while (tail < shorter - head && left[^(tail + 1)].IsSameAs(right[^(tail + 1)]))
            tail++;
        return Of([.. left.AsSpan()[..head], Unknown(symbol), .. left.AsSpan()[^tail..]]);
    }
}
