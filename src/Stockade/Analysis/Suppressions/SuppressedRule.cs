using Stockade.Text;

namespace Stockade.Analysis.Suppressions;

/// <summary>A rule that a suppression names, and where.</summary>
internal readonly record struct SuppressedRule(string Id, SourceLocation Location);
