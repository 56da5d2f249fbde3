namespace Stockade.Syntax.Shell;

/// <summary>Why the next line does not belong to the command.</summary>
internal enum ContinuationFaultKind
{
    /// <summary>A backslash, blanks, and only then the end of the line: the backslash quotes a blank.</summary>
    TrailingBlank,

    /// <summary>A comment on a continued line: a backslash at its end is part of the comment.</summary>
    Comment,

    /// <summary>The next command begins with an option: the backslash was forgotten, or stands before an empty line.</summary>
    Missing,
}
