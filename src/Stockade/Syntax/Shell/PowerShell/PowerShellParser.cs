using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary>
/// Reads PowerShell into a tree. It knows the two ways the language reads words (about_Parsing: expressions, and arguments of a command) and
/// takes what it cannot read for one lost statement, where PowerShell would refuse the file.
/// </summary>
internal sealed partial class PowerShellParser
{
    // What the stack of a thread holds: four calls for each level.
    private const int MaxDepth = 400;

    private readonly ShellText _text;
    private readonly string _content;
    private readonly ImmutableArray<SyntaxError>.Builder _errors = ImmutableArray.CreateBuilder<SyntaxError>();
    private readonly ImmutableArray<TextSpan>.Builder _comments = ImmutableArray.CreateBuilder<TextSpan>();
    private int _position;
    private int _depth;

    // Where comments were read up to: a second look at the same text records none.
    private int _commentsEnd;

    private PowerShellParser(ShellText text)
    {
        _text = text;
        _content = text.Content;
    }

    private char Current => Peek(0);

    private bool IsAtEnd => _position >= _content.Length;

    public static PowerShellScript Parse(SourceFile file) => Parse(ShellText.Of(file));

    public static PowerShellScript Parse(ShellText text)
    {
        var parser = new PowerShellParser(text);
        var body = parser.ParseScriptBlock(0);
        return new PowerShellScript(text.File, body) { Errors = parser._errors.DrainToImmutable(), Comments = parser._comments.DrainToImmutable() };
    }

    private char Peek(int offset) => _position + offset < _content.Length ? _content[_position + offset] : '\0';

    private bool StartsWith(string text) => string.CompareOrdinal(_content, _position, text, 0, text.Length) == 0;

    private TextSpan SpanFrom(int start) => _text.Map(start, Math.Max(start, _position));

    private string SourceFrom(int start) => _content[start.._position];

    private void Report(int position, string message)
    {
        if (_errors.Count < 20)
            _errors.Add(new SyntaxError(_text.File.At(_text.Map(position, Math.Min(position + 1, _content.Length))), message));
    }

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\v' or '\f' or '\u00a0' or '\u0085' || (c > '\u007f' && char.IsSeparator(c) && c is not ('\u2028' or '\u2029'));

    private static bool IsLineEnd(char c) => c is '\n' or '\r';

    // U+2018 to U+201E are quotes to PowerShell, U+2013 to U+2015 dashes (SpecialCharacters in its tokenizer).
    private static bool IsSingleQuote(char c) => c is '\'' or '\u2018' or '\u2019' or '\u201a' or '\u201b';

    private static bool IsDoubleQuote(char c) => c is '"' or '\u201c' or '\u201d' or '\u201e';

    private static bool IsDash(char c) => c is '-' or '\u2013' or '\u2014' or '\u2015';

    private static bool IsIdentifierStart(char c) => char.IsLetter(c) || c is '_';

    private static bool IsIdentifierPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '?';

    /// <summary>Blanks, continued lines and comments; stays before the end of the line.</summary>
    private void SkipBlanks()
    {
        while (!IsAtEnd)
        {
            if (IsBlank(Current))
                _position++;
            else if (Current is '`' && Peek(1) is '\n')
                _position += 2;
            else if (Current is '`' && Peek(1) is '\r' && Peek(2) is '\n')
                _position += 3;
            else if (Current is '#')
                SkipLineComment();
            else if (Current is '<' && Peek(1) is '#')
                SkipBlockComment();
            else
                return;
        }
    }

    private void SkipLines()
    {
        SkipBlanks();
        while (IsLineEnd(Current) && !IsAtEnd)
        {
            _position++;
            SkipBlanks();
        }
    }

    private void SkipSeparators()
    {
        SkipBlanks();
        while (!IsAtEnd && (IsLineEnd(Current) || Current is ';'))
        {
            _position++;
            SkipBlanks();
        }
    }

    private void SkipLineComment()
    {
        var start = _position;
        while (!IsAtEnd && !IsLineEnd(Current))
            _position++;
        AddComment(start);
    }

    private void SkipBlockComment()
    {
        var start = _position;
        var end = _content.IndexOf("#>", _position + 2, StringComparison.Ordinal);
        if (end < 0)
            Report(start, "the comment '<#' has no '#>'");
        _position = end < 0 ? _content.Length : end + 2;
        AddComment(start);
    }

    private void AddComment(int start)
    {
        if (start < _commentsEnd)
            return;
        _commentsEnd = _position;
        _comments.Add(SpanFrom(start));
    }

    /// <summary>False where the text is nested too deeply; the rest of it is given up.</summary>
    private bool TryDescend()
    {
        if (_depth < MaxDepth)
        {
            _depth++;
            return true;
        }

        if (!IsAtEnd)
            Report(_position, "the script is nested too deeply to be read");
        _position = _content.Length;
        return false;
    }

    private bool TryTake(char c)
    {
        if (Current != c || IsAtEnd)
            return false;
        _position++;
        return true;
    }

    private void Expect(char c, int opening)
    {
        SkipLines();
        if (TryTake(c))
            return;
        Report(opening, $"'{_content[Math.Min(opening, _content.Length - 1)]}' has no '{c}'");

        // What stands before the end of the brackets is lost, the rest of the file is not.
        SkipTo(c);
    }

    private void SkipTo(char closing)
    {
        var depth = 0;
        while (!IsAtEnd)
        {
            var c = Current;
            if (depth == 0 && c == closing)
            {
                _position++;
                return;
            }

            if (c is '(' or '{')
                depth++;
            else if (c is ')' or '}' && --depth < 0)
                return;
            else if (depth == 0 && IsLineEnd(c) && closing is ')')
                return;
            _position += c is '`' ? Math.Min(2, _content.Length - _position) : 1;
        }
    }

    /// <summary>The word at the position in lower case, where it is one of letters alone.</summary>
    private string Keyword()
    {
        var end = _position;
        while (end < _content.Length && end - _position < 16 && char.IsAsciiLetter(_content[end]))
            end++;
        var next = end < _content.Length ? _content[end] : '\0';
        if (end == _position || (next is not '\0' && (IsIdentifierPart(next) || next is '-' or '.' or '\\' or '/' or ':' or '=')))
            return "";
        return _content[_position..end].ToLowerInvariant();
    }
}
