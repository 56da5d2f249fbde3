namespace Stockade.Semantics;

/// <summary>A three-valued fact. Unknown is the zero value: a rule that reports a fault stays silent on it.</summary>
internal enum Truth
{
    Unknown,
    False,
    True,
}
