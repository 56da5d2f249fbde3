using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <summary>A function and where it is defined. No body: it may be any of several, or undefined.</summary>
internal sealed record ShellFunction(SourceFile File, ShellCommand? Body, int Line);
