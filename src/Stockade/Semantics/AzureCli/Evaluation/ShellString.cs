using System.Collections.Immutable;
using Stockade.Syntax.Hosts;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <summary>A string value, of which some pieces may be unknown.</summary>
internal sealed class ShellString
{
    // Doubling a variable sixty times would otherwise fill the memory.
    private const int MaxLength = 1 << 16;
    private const int MaxFragments = 256;

    private ShellString(ImmutableArray<TextFragment> fragments) => Fragments = fragments;

    public static ShellString Empty { get; } = new([]);

    /// <summary>Neighbouring known pieces are one; known pieces are never empty.</summary>
    public ImmutableArray<TextFragment> Fragments { get; }

    /// <summary>The text, or null where any of it is unknown.</summary>
    public string? Text => Fragments switch
    {
        [] => "",
        [{ IsKnown: true } only] => only.Text,
        _ => null,
    };

    public bool IsKnown => Text is not null;

    /// <summary>The known text before the first unknown piece.</summary>
    public string Prefix => Fragments is [{ IsKnown: true } first, ..] ? first.Text : "";

    /// <summary>The text with symbols in place of what is unknown.</summary>
    public string Symbol => string.Concat(Fragments.Select(static fragment => fragment.Text));

    public bool MayBeEmpty => Fragments.All(static fragment => !fragment.IsKnown && fragment.MayBeEmpty);

    public static ShellString Known(string text) => text.Length == 0 ? Empty : new([TextFragment.Known(text)]);

    public static ShellString Of(TextFragment fragment) => fragment.IsKnown && fragment.Text.Length == 0 ? Empty : new([fragment]);

    /// <summary>A value that the file around the script hands over.</summary>
    public static ShellString Of(HostValue value)
    {
        var builder = new Builder();
        foreach (var fragment in value.Fragments)
            builder.Append(fragment.IsKnown ? TextFragment.Known(fragment.Text) : TextFragment.Unknown(fragment.Text));
        return builder.ToShellString();
    }

    public static ShellString Unknown(string symbol, UnknownOrigin origin = UnknownOrigin.Other, bool mayBeEmpty = true) =>
        Of(TextFragment.Unknown(symbol, origin, mayBeEmpty));

    public bool IsSameAs(ShellString other) => Fragments.AsSpan().SequenceEqual(other.Fragments.AsSpan());

    public static ShellString Concat(params ReadOnlySpan<ShellString> values)
    {
        var builder = new Builder();
        foreach (var value in values)
            builder.Append(value);
        return builder.ToShellString();
    }

    /// <summary>Collects fragments.</summary>
    internal sealed class Builder
    {
        // Most values are one known piece, and most of those one text.
        private List<TextFragment>? _fragments;
        private string _text = "";
        private System.Text.StringBuilder? _known;
        private int _length;

        public bool IsEmpty => _fragments is null or [] && _text.Length == 0;

        public void Append(string text)
        {
            if ((_length += text.Length) > MaxLength || text.Length == 0)
                return;
            if (_text.Length == 0)
                _text = text;
            else
                Add(text);
        }

        public void Append(ReadOnlySpan<char> text)
        {
            if ((_length += text.Length) > MaxLength || text.IsEmpty)
                return;
            if (_text.Length == 0)
                _text = text.ToString();
            else
                Add(text);
        }

        public void Append(TextFragment fragment)
        {
            if (fragment.IsKnown)
            {
                Append(fragment.Text);
                return;
            }

            Flush();
            _fragments ??= [];
            if (_fragments.Count <= MaxFragments && (_length += fragment.Text.Length) <= MaxLength)
                _fragments.Add(fragment);
        }

        public void Append(ShellString value)
        {
            foreach (var fragment in value.Fragments)
                Append(fragment);
        }

        public ShellString ToShellString()
        {
            Flush();
            var result = _length > MaxLength || _fragments?.Count > MaxFragments ? Unknown("…")
                : _fragments is null or [] ? Empty
                : new ShellString([.. _fragments]);
            _fragments?.Clear();
            _length = 0;
            return result;
        }

        /// <summary>More text behind the first.</summary>
        private void Add(ReadOnlySpan<char> text)
        {
            _known ??= new System.Text.StringBuilder();
            if (_known.Length == 0)
                _known.Append(_text);
            _known.Append(text);
        }

        private void Flush()
        {
            if (_text.Length == 0)
                return;
            (_fragments ??= []).Add(TextFragment.Known(_known is { Length: > 0 } ? _known.ToString() : _text));
            _known?.Clear();
            _text = "";
        }
    }
}
