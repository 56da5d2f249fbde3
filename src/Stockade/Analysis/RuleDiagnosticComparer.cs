using Stockade.Text;

namespace Stockade.Analysis;

/// <summary>
/// Orders diagnostics by path, span, id and message. Two that agree in all four are one: a file shared by several scopes is reported once
/// where all of them say the same.
/// </summary>
internal sealed class RuleDiagnosticComparer : IComparer<RuleDiagnostic>, IEqualityComparer<RuleDiagnostic>
{
    public static RuleDiagnosticComparer Instance { get; } = new();

    public int Compare(RuleDiagnostic? x, RuleDiagnostic? y)
    {
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        var byPlace = SourceLocationComparer.Instance.Compare(x.Location, y.Location);
        if (byPlace != 0)
            return byPlace;
        var byId = string.CompareOrdinal(x.Id, y.Id);
        return byId != 0 ? byId : string.CompareOrdinal(x.Message, y.Message);
    }

    public bool Equals(RuleDiagnostic? x, RuleDiagnostic? y) => Compare(x, y) == 0;

    public int GetHashCode(RuleDiagnostic obj) => HashCode.Combine(obj.Location.File?.Path, obj.Location.Span, obj.Id, obj.Message);
}
