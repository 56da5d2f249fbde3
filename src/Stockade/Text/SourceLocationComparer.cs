namespace Stockade.Text;

/// <summary>Orders places by path and span.</summary>
internal sealed class SourceLocationComparer : IComparer<SourceLocation>
{
    public static SourceLocationComparer Instance { get; } = new();

    public int Compare(SourceLocation x, SourceLocation y)
    {
        var byPath = string.CompareOrdinal(x.File?.Path, y.File?.Path);
        return byPath != 0 ? byPath : x.Span.CompareTo(y.Span);
    }
}
