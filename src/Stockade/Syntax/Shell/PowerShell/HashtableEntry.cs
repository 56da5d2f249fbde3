namespace Stockade.Syntax.Shell.PowerShell;

/// <summary>One <c>key = value</c> of a hashtable.</summary>
internal sealed record HashtableEntry(PowerShellExpression Key, PowerShellStatement Value);
