using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// A selector that certainly matches nothing it looks at. <see cref="Location"/> is the requirement nothing meets, else the selector;
/// <see cref="Absence"/> says in words what nothing has, <see cref="Nearest"/> what comes nearest, or null.
/// </summary>
internal sealed record UnmatchedSelector(Policy Policy, string Path, SourceLocation Location, string Candidates, string Absence, NearestLabel? Nearest);
