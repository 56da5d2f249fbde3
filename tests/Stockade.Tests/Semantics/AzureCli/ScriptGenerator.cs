using System.Globalization;
using System.Text;

namespace Stockade.Tests.Semantics.AzureCli;

/// <summary>
/// Writes bash scripts from a grammar. Every run of az carries a number of its own as its first word, so that what bash ran can be
/// told apart. Scripts end by themselves, whatever the environment holds.
/// </summary>
internal sealed class ScriptGenerator(int seed)
{
    /// <summary>The only argument of the last command.</summary>
    public const string EndMark = "end";

    private static readonly string[] s_scalars = ["A", "B", "C", "D"];
    private static readonly string[] s_arrays = ["R", "S"];
    private static readonly string[] s_environment = ["E", "F"];
    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();
    private int _tag;
    private int _depth;
    private int _loops;
    private int _functions;
    private bool _isInFunction;
    private bool _isInLoop;

    public string Generate()
    {
        if (OneIn(12))
            Line(Pick("shopt -s expand_aliases", "set -f", "set -u; set +u", "set -a", "set -- p1 'p 2' p3", "set --"));
        Line("G=A");
        Block(_random.Next(3, 9));
        Line("az " + EndMark);
        return _text.ToString();
    }

    private void Block(int statements)
    {
        _depth++;
        for (var i = 0; i < statements; i++)
            Statement();
        _depth--;
    }

    private void Statement()
    {
        switch (_random.Next(_depth > 3 ? 9 : 25))
        {
            case 0 or 1 or 2 or 3:
                Line(Az());
                break;
            case 4 or 5 or 6:
                Line(Assignment());
                break;
            case 7:
                Line(Change());
                break;
            case 8:
                Line(Jump());
                break;
            case 9 or 10:
                If();
                break;
            case 11:
                Case();
                break;
            case 12 or 13:
                For();
                break;
            case 14:
                While();
                break;
            case 15 or 16:
                Function();
                break;
            case 17:
                Line($"{Condition()} {Pick("&&", "||")} {Pick("{ " + Az() + "; }", Assignment(), "{ " + Assignment() + "; " + Az() + "; }")}");
                break;
            case 18:
                Nested("(", ")");
                break;
            case 19:
                Nested("{", "}");
                break;
            case 20:
                Line(Stored());
                break;
            case 21:
                HereDocument();
                break;
            case 22:
                Line(Input());
                break;
            case 23:
                Line($"{Pick("IFS=,", "IFS=$' \\t\\n'", "IFS=:", "IFS=' ,'", "unset IFS")}");
                break;
            default:
                // Both sides run at once; waiting for the left one keeps the order.
                Line($"az {++_tag} {Words(0, 2)} | {{ cat >/dev/null; {Az()}; }}");
                break;
        }
    }

    private string Az()
    {
        var words = string.Concat(Enumerable.Range(0, _random.Next(0, 4)).Select(_ => " " + Word()));
        var command = $"az {++_tag}{words}";
        return _random.Next(24) switch
        {
            0 => "command " + command,
            1 => "env K=v " + command,
            2 => "time " + command,
            3 => $"nohup {command} 2>/dev/null",
            4 => "\\" + command,
            5 => $"timeout 9 {command}",
            6 => $"{Scalar()}={Word()} {command}",
            7 => $"{command} 2>/dev/null",
            8 => $">/dev/null {command}",
            9 => $"Z{_tag}='az {_tag}'; $Z{_tag}{words}",
            10 => $"Z{_tag}=(az {_tag}); \"${{Z{_tag}[@]}}\"{words}",
            11 => command.Replace(" ", " \\\n  ", StringComparison.Ordinal).Replace("$' \\\n  ", "$' ", StringComparison.Ordinal),
            12 => $"echo w | xargs -I{{}} az {_tag} a{{}}b",
            13 => $"if {command}; then :; fi",
            _ => command,
        };
    }

    private string Assignment() => _random.Next(16) switch
    {
        0 or 1 or 2 or 3 => $"{Scalar()}={Value()}",
        4 => $"{Scalar()}+={Value()}",
        5 => $"export {Scalar()}={Value()}",
        6 or 7 => $"{Array()}=({Words(0, 3)})",
        8 => $"{Array()}+=({Words(1, 2)})",
        9 => $"{Array()}[{_random.Next(3)}]={Value()}",
        10 => $"declare -A M=([k]={Value()} [l]={Value()})",
        11 => $"M[k]={Value()}",
        12 => _isInFunction ? $"local {Scalar()}={Value()}" : $"declare {Scalar()}={Value()}",
        13 => $"printf -v {Scalar()} '%s,' {Words(1, 3)}",
        14 => $"{Scalar()}=$(({Arithmetic()}))",
        _ => $"{Environment()}={Value()}",
    };

    private string Change() => _random.Next(12) switch
    {
        0 => $"unset {Scalar()}",
        1 => $"unset {Array()}",
        2 => "shift",
        3 => $"set -- {Words(0, 3)}",
        4 => $": \"${{{Scalar()}:={PlainWord()}}}\"",
        5 => $"((I{Pick("++", "+=2", "=3")}))",
        6 => $"let J={_random.Next(9)}+1",
        7 => $"alias k{_tag}='az {++_tag}'",
        8 => $"unset '{Array()}[0]'",
        9 => $"declare {Scalar()}",
        10 => $"export {Scalar()}",
        _ => $"{Scalar()}=${{{Scalar()}}}{Pick("x", ",y", " z")}".Replace(" ", "\\ ", StringComparison.Ordinal),
    };

    private string Jump() => _random.Next(8) switch
    {
        0 when _isInLoop => "break",
        1 when _isInLoop => "continue",
        2 when _isInLoop => $"{Condition()} && {Pick("break", "continue")}",
        3 when _isInFunction => "return",
        4 when _isInFunction => $"{Condition()} && return",
        5 => $"{Condition()} || exit",
        6 => $"{Condition()} && {{ {Assignment()}; exit 1; }}",
        _ => Az(),
    };

    private void If()
    {
        Line($"if {Condition()}; then");
        Block(_random.Next(1, 3));
        if (OneIn(3))
        {
            Line($"elif {Condition()}; then");
            Block(_random.Next(1, 3));
        }

        if (OneIn(2))
        {
            Line("else");
            Block(_random.Next(1, 3));
        }

        Line("fi");
    }

    private void Case()
    {
        Line($"case {Word()} in");
        Line($"  {Pick("x|y", "a*", "'--a'", "?")})");
        Block(_random.Next(1, 3));
        Line($"  {Pick(";;", ";;", ";&", ";;&")}");
        Line($"  {Pick("*", "z")})");
        Block(_random.Next(1, 3));
        Line("  ;;");
        Line("esac");
    }

    private void For()
    {
        var wasInLoop = _isInLoop;
        _isInLoop = true;
        Line($"for {Scalar()} in {Words(0, 3)}; do");
        Block(_random.Next(1, 4));
        Line("done");
        _isInLoop = wasInLoop;
    }

    private void While()
    {
        var wasInLoop = _isInLoop;
        _isInLoop = true;
        var counter = $"n{++_loops}";

        // The counter changes first, so that no `continue` can make the loop endless.
        Line($"{counter}=0; while ((({counter}++) < {_random.Next(3)})); do");
        Block(_random.Next(1, 4));
        Line("done");
        _isInLoop = wasInLoop;
    }

    private void Function()
    {
        var name = $"f{++_functions}";
        var (wasInFunction, wasInLoop) = (_isInFunction, _isInLoop);
        (_isInFunction, _isInLoop) = (true, false);
        Line($"{name}() {{");
        Block(_random.Next(1, 4));
        Line("}");
        (_isInFunction, _isInLoop) = (wasInFunction, wasInLoop);
        for (var i = _random.Next(3); i > 0; i--)
            Line($"{name} {Words(0, 3)}");
    }

    private void Nested(string open, string close)
    {
        Line(open);
        Block(_random.Next(1, 3));
        Line(close);
    }

    private string Stored()
    {
        var tag = ++_tag;
        return _random.Next(6) switch
        {
            0 => $"eval \"az {tag} ${Scalar()} \\\"${Scalar()}\\\"\"",
            1 => $"bash -c 'az {tag} \"$1\" \"$A\" $B' _ {Word()}",
            2 => $"bash -c \"az {tag} x\"",
            3 => $"echo 'az {tag} y' | bash",
            4 => $"trap 'az {tag} \"$A\"' TERM",
            _ => $"A={PlainWord()} bash -c 'az {tag} \"$A\"'",
        };
    }

    private void HereDocument()
    {
        var isQuoted = OneIn(2);
        Line(isQuoted ? "bash <<'EOF'" : "bash <<EOF");
        Line($"az {++_tag} {Pick("lit", "\"q w\"", isQuoted ? "$A" : "x")}");
        Line("EOF");
    }

    private string Input() => _random.Next(5) switch
    {
        0 => $"read -r {Scalar()} <<< {Value()}",
        1 => $"read -r -d '' {Scalar()} <<'EOF'\n --x y\nEOF",
        2 => $"mapfile -t {Array()} <<EOF\none\ntwo w\nEOF",
        3 => $"read -r {Scalar()} {Scalar()} <<EOF\none two three\nEOF",
        _ => $"read -ra {Array()} <<< {Value()}",
    };

    private string Condition() => _random.Next(9) switch
    {
        0 => $"[[ -n ${Scalar()} ]]",
        1 => $"[[ ${Environment()} == x ]]",
        2 => $"[ -z \"${Scalar()}\" ]",
        3 => "true",
        4 => "false",
        5 => $"! test \"${Environment()}\" = y",
        6 => $"(({_random.Next(3)} > I))",
        7 => $"[[ {PlainWord()} == a* ]]",
        _ => $"[ \"$#\" -gt {_random.Next(3)} ]",
    };

    private string Words(int least, int most) => string.Join(' ', Enumerable.Range(0, _random.Next(least, most + 1)).Select(_ => Word()));

    private string Word()
    {
        var parts = new StringBuilder();
        for (var i = OneIn(4) ? 2 : 1; i > 0; i--)
            parts.Append(Part());
        return parts.ToString();
    }

    private string Value() => OneIn(4) ? "" : Word();

    private string Part() => _random.Next(20) switch
    {
        0 or 1 or 2 => PlainWord(),
        3 => $"'{Pick("s q", "", "a'\\''b", "$A", "*")}'",
        4 => $"\"{Pick("", "t ", "--o=")}{Expansion(isQuoted: true)}{Pick("", " u", "$")}\"",
        5 or 6 => $"\"{Expansion(isQuoted: true)}\"",
        7 or 8 or 9 => Expansion(isQuoted: false),
        10 => $"\"${{{Array()}[{Pick("@", "@", "*", "0", "1")}]}}\"",
        11 => $"${{{Array()}[{Pick("@", "*", "0", "k")}]}}",
        12 => Pick("\"$@\"", "\"$*\"", "$@", "$1", "\"$2\"", "$#", "\"${@:2}\"", "\"x$@y\"", "\"${@:1:1}\""),
        13 => Pick("{a,b}", "{1..3}", "x{p,\"q r\",}y", "{a,{b,c}}z", "{,}", "{01..03}", "{c..a}", "{1..5..2}", "{x}", "{a,b", "$A{1,2}"),
        14 => Pick("$'e\\tf'", "$'\\x41'", "$\"loc\"", "a\\ b", "\\$x", "\\\\", "~x", "--p=~/x"),
        15 => $"$(({Arithmetic()}))",
        16 => $"\"${{#{Pick(Scalar(), Array() + "[@]")}}}\"",
        17 => Pick("\"${M[k]}\"", "${M[l]}", "\"${!G}\"", "\"$(echo o)\"", "`echo p q`", "$(printf '%s' r)"),
        18 => $"{Pick("a", "\"b\"")}{Part()}",
        _ => Pick("*zz", "[q]", "a?c", "=", "-", "--", "-x", "--k=v", "1.2.3.4/32", "a=b"),
    };

    private string PlainWord() => Pick("x", "--a", "ab", "a,b,c", "rg1", "v:w", "--net=az", "A", "7", "ab.cd.ab");

    private string Expansion(bool isQuoted)
    {
        var name = OneIn(5) ? Environment() : OneIn(6) ? _random.Next(1, 4).ToString(CultureInfo.InvariantCulture) : Scalar();
        var operand = OneIn(3) ? Part() : PlainWord();
        if (isQuoted && operand.AsSpan().IndexOfAny("'\"{}\\") >= 0)
            operand = PlainWord();
        return _random.Next(14) switch
        {
            0 or 1 or 2 => $"${name}",
            3 => $"${{{name}}}",
            4 => $"${{{name}{Pick(":-", "-", ":+", "+")}{operand}}}",
            5 => $"${{{Scalar()}{Pick(":=", "=")}{PlainWord()}}}",
            6 => $"${{{name}{Pick("%", "%%", "#", "##")}{Pick("*,", ",*", "a", "?", "*", ".ab", "[0-9]*", "ab*")}}}",
            7 => $"${{{name}/{Pick("", "/", "#", "%")}{Pick("a", ",", "b?", "*", "ab", "")}/{Pick("X", "", "z w", "$B")}}}",
            8 => $"${{{name}:{Pick("1", "0:2", "2:1", " -2", "1:-1", "9")}}}",
            9 => $"${{{name}{Pick("^^", ",,", "^", ",")}}}",
            10 => $"${{#{name}}}",
            11 => $"${{{Array()}[@]{Pick("%,*", "/a/X", ":1", ":0:1", "^^", "#a", ":-none", "+some")}}}",
            12 => $"${{{name}:-${{{Scalar()}:-{PlainWord()}}}}}",
            _ => $"${{{Array()}{Pick("", "[*]", "[@]")}}}",
        };
    }

    private string Arithmetic() => _random.Next(8) switch
    {
        0 => $"{_random.Next(9)}+{_random.Next(9)}*2",
        1 => $"I+{_random.Next(9)}",
        2 => $"I++ + {_random.Next(5)}",
        3 => $"{_random.Next(9)} > 4 ? 10 : J",
        4 => $"(2**{_random.Next(5)} % 7) - 1",
        5 => "I = J + 1",
        6 => $"010 + 0x1f - {_random.Next(3)}",
        _ => $"1 << {_random.Next(4)} | J && I",
    };

    private string Scalar() => Pick(s_scalars);

    private string Array() => Pick(s_arrays);

    private string Environment() => Pick(s_environment);

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];

    private bool OneIn(int n) => _random.Next(n) == 0;

    private void Line(string text) => _text.Append(text).Append('\n');
}
