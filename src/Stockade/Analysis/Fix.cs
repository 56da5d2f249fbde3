using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Analysis;

/// <summary>Edits that mend what a diagnostic reports. Those of one fix do not overlap, and make sense only together.</summary>
/// <param name="Title">What the edits do, in the imperative and on one line. It may quote text of a file.</param>
/// <param name="Edits">In the order of files and places.</param>
internal sealed record Fix(string Title, ImmutableArray<TextEdit> Edits)
{
    /// <summary>True where the edits change more than the analysis can check, as flags of a script do: they are applied only on demand.</summary>
    public bool IsUnsafe { get; init; }
}
