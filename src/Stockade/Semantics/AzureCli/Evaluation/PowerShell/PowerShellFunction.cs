using System.Collections.Immutable;
using Stockade.Syntax.Shell.PowerShell;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli.Evaluation.PowerShell;

/// <summary>A function or a script block, the file it stands in, and the atoms of its text.</summary>
internal sealed record PowerShellFunction(SourceFile File, ScriptBlock Body, ImmutableArray<string> Atoms);
