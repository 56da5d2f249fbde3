using System.Collections.Immutable;
using Stockade.Syntax.Shell;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <content>Assignments.</content>
internal sealed partial class ScriptEvaluator
{
    /// <summary>A variable that nobody assigned here: whoever runs the script may have exported it.</summary>
    private static ShellVariable Environment(string name) =>
        name is "IFS" ? ShellVariable.Of(ShellString.Known(DefaultSeparators)) : ShellVariable.Unknown($"${{{name}}}", UnknownOrigin.Environment);

    // Longer lists cost more to keep than they can tell.
    private const int MaxItems = 1000;

    private void Assign(string name, ShellString value)
    {
        if (!IsName(name))
            return;
        var old = _state.Find(name);
        if (old is { IsReadOnly: true })
        {
            // The assignment fails, and with it what else stands on the line.
            _isAfterEscape = true;
            return;
        }

        if (old is { IsOpaque: true })
            value = ShellString.Unknown(SymbolOf(name));
        var isExported = _state.Options.ExportsAll || old is { IsExported: true };
        _state.Set(name, old switch
        {
            { IsArray: true, Items: { IsEmpty: false } items } when !items[0].IsAnyNumber => old with { Items = items.SetItem(0, ShellItem.Of(value)), IsSet = Truth.True },
            { IsArray: true, Items: { IsEmpty: true } } => old with { Items = [ShellItem.Of(value)], IsSet = Truth.True },
            { IsArray: true } => ShellVariable.UnknownArray(SymbolOf(name)),
            _ => ShellVariable.Of(value) with { IsExported = isExported, MayBeExported = old is { MayBeExported: true }, IsOpaque = old is { IsOpaque: true } },
        });
    }

    private void Assign(ShellAssignment assignment)
    {
        var name = assignment.Name;
        var old = Lookup(name);
        if (assignment.Array is { } array)
        {
            AssignArray(name, array, assignment.IsAppend);
            return;
        }

        var value = ExpandString(assignment.Value!, isAssignment: true);
        if (assignment.Subscript is { } subscript)
        {
            AssignElement(name, subscript, value, assignment.IsAppend);
            return;
        }

        if (assignment.IsAppend)
        {
            if (old.IsArray)
            {
                Assign(name, old.Items is [{ IsAnyNumber: false } first, ..] ? ShellString.Concat(first.Value, value) : ShellString.Unknown(SymbolOf(name)));
                return;
            }

            value = ShellString.Concat(old.IsSet is Truth.False ? ShellString.Empty : old.Value, value);
        }

        Assign(name, value);
    }

    private void AssignArray(string name, ArrayLiteral array, bool isAppend, bool isAssociative = false)
    {
        var old = Lookup(name);
        if (old.IsReadOnly)
        {
            _isAfterEscape = true;
            return;
        }

        if (isAssociative || old.Entries is not null)
        {
            AssignEntries(name, array, isAppend ? old.Entries : null);
            return;
        }

        var items = ImmutableArray.CreateBuilder<ShellItem>();
        var isBroken = old.IsOpaque;
        if (isAppend)
            items.AddRange(old.IsArray || old.IsSet is not Truth.False ? Elements(old, name) : []);
        foreach (var element in array.Elements)
        {
            if (element.Subscript is { } subscript)
            {
                // Subscripts that do not follow one another leave gaps.
                var value = ExpandString(element.Value);
                isBroken |= Calculate(subscript) != items.Count || items.Any(static item => item.IsAnyNumber) || element.IsAppend;
                items.Add(ShellItem.Of(value));
                continue;
            }

            var fields = new List<ShellField>();
            ExpandWord(element.Value, fields);
            items.AddRange(fields.Select(static field => new ShellItem(field.Value, field.IsAnyNumber)));
        }

        _state.Set(name, isBroken || items.Count > MaxItems ? ShellVariable.UnknownArray(SymbolOf(name)) : ShellVariable.OfItems(items.ToImmutable()));
    }

    private void AssignEntries(string name, ArrayLiteral array, ImmutableList<KeyValuePair<string, ShellString>>? entries)
    {
        entries ??= [];
        var isKnown = true;
        foreach (var element in array.Elements)
        {
            var key = element.Subscript is { } subscript ? ExpandString(subscript).Text : null;
            var value = ExpandString(element.Value);
            isKnown &= key is not null && !element.IsAppend;
            if (key is not null)
                entries = SetEntry(entries, key, value);
        }

        _state.Set(name, isKnown && entries.Count < 1000 ? new ShellVariable { IsSet = Truth.True, Entries = entries } : ShellVariable.UnknownArray(SymbolOf(name)));
    }

    private static ImmutableList<KeyValuePair<string, ShellString>> SetEntry(ImmutableList<KeyValuePair<string, ShellString>> entries, string key, ShellString value)
    {
        var index = entries.FindIndex(entry => string.Equals(entry.Key, key, StringComparison.Ordinal));
        var entry = KeyValuePair.Create(key, value);
        return index < 0 ? entries.Add(entry) : entries.SetItem(index, entry);
    }

    private void AssignElement(string name, ShellWord subscript, ShellString value, bool isAppend)
    {
        var old = Lookup(name);
        if (old.IsReadOnly)
        {
            _isAfterEscape = true;
            return;
        }

        if (old.Entries is { } entries && ExpandString(subscript).Text is { } key && !isAppend && !old.IsOpaque && entries.Count < 1000)
        {
            _state.Set(name, old with { Entries = SetEntry(entries, key, value) });
            return;
        }

        if (old.Entries is null && !old.IsOpaque && Calculate(subscript) is { } number && number >= 0)
        {
            ImmutableArray<ShellItem> items = old.Items ?? (old.IsSet is Truth.False ? [] : [ShellItem.Of(old.Value)]);
            var isKnown = old.IsArray || old.IsSet is not Truth.Unknown;
            if (isKnown && number < items.Length && !items.AsSpan(0, (int)number + 1).ToArray().Any(static item => item.IsAnyNumber))
            {
                var previous = items[(int)number].Value;
                _state.Set(name, ShellVariable.OfItems(items.SetItem((int)number, ShellItem.Of(isAppend ? ShellString.Concat(previous, value) : value))));
                return;
            }

            if (isKnown && number == items.Length && !items.Any(static item => item.IsAnyNumber))
            {
                _state.Set(name, ShellVariable.OfItems(items.Add(ShellItem.Of(value))));
                return;
            }
        }

        _state.Set(name, ShellVariable.UnknownArray(SymbolOf(name)));
    }
}
