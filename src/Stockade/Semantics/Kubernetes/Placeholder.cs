using System.Text.RegularExpressions;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// Marks that a later step replaces: <c>${VAR}</c>, <c>$(VAR)</c>, <c>$VAR</c>, <c>{{ … }}</c>, <c>#{…}</c>, <c>__TOKEN__</c>,
/// <c>&lt;token&gt;</c>, <c>%TOKEN%</c>, <c>@TOKEN@</c>. A value that holds one is unknown: neither its text nor its validity says anything
/// about what is applied.
/// </summary>
internal static partial class Placeholder
{
    public static bool IsIn(string value) => value.AsSpan().IndexOfAny("$#{_<%@[") >= 0 && Pattern().IsMatch(value);

    [GeneratedRegex(
        @"\$\{|\$\(|\$[A-Za-z_]|\{\{|\#\{|__[A-Z][A-Z0-9_]*__|<[A-Za-z][A-Za-z0-9 ._-]*>|%[A-Za-z_][A-Za-z0-9_]*%|@[A-Za-z_][A-Za-z0-9_]*@|\[\[",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
