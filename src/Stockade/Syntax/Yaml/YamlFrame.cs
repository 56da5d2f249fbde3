using System.Collections.Immutable;
using YamlDotNet.Core;

namespace Stockade.Syntax.Yaml;

/// <summary>A collection that is still open while its document is read.</summary>
internal sealed class YamlFrame(bool isMapping, bool isFlow, int start, AnchorName anchor, string? tag)
{
    private YamlScalar? _key;
    private bool _isValueNext;

    public bool IsMapping { get; } = isMapping;

    public bool IsFlow { get; } = isFlow;

    public AnchorName Anchor { get; } = anchor;

    public string? Tag { get; } = tag;

    public int Start { get; set; } = start;

    public int End { get; set; } = start;

    /// <summary>True before the first child.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>True once something made the whole document unusable.</summary>
    public bool HasFailed { get; set; }

    public ImmutableArray<YamlNode>.Builder Items => field ??= ImmutableArray.CreateBuilder<YamlNode>();

    public List<YamlEntry> Entries => field ??= [];

    /// <summary>Takes the next child; false for a key that is no scalar.</summary>
    public bool Add(YamlNode node)
    {
        IsEmpty = false;
        if (!IsMapping)
        {
            Items.Add(node);
            return true;
        }

        if (!_isValueNext)
        {
            _isValueNext = true;
            _key = node as YamlScalar;
            return _key is not null;
        }

        _isValueNext = false;
        if (_key is not null)
            Entries.Add(new YamlEntry(_key, node));
        return true;
    }
}
