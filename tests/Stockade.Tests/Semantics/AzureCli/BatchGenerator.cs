namespace Stockade.Tests.Semantics.AzureCli;

/// <summary>Batch files of which everything is known, from a seed.</summary>
internal sealed class BatchGenerator(int seed)
{
    private static readonly string[] s_texts = ["a", "b c", "x=y", "1,2;3", "C:\\t\\", "-", "aBab", "'q'", "+"];

    private readonly Random _random = new(seed);
    private bool _isLate;

    public List<string> Arguments() => [.. Enumerable.Range(0, _random.Next(4)).Select(_ => Pick("p", "\"q r\"", "s-t", "7"))];

    public List<BatchStatement> Generate()
    {
        var statements = new List<BatchStatement> { new("set", "C=abcabc"), new("set", "\"D=Xy zz Xy\""), new("set", "A="), new("set", "B="), new("set", "E=k l"), new("set", "F=") };
        if (_isLate = _random.Next(2) == 0)
            statements.Add(new BatchStatement("setlocal", ""));
        for (var count = 4 + _random.Next(8); count > 0; count--)
            statements.Add(Statement(depth: 0));
        return statements;
    }

    private BatchStatement Statement(int depth) => _random.Next(depth < 2 ? 10 : 6) switch
    {
        0 or 1 or 2 => new BatchStatement("az", string.Concat(Enumerable.Range(0, 1 + _random.Next(5)).Select(_ => " " + Word()))),
        3 => new BatchStatement("set", Pick("A", "B") + "=" + Bare() + Pick("", "", " ")),
        4 => new BatchStatement("set", $"\"{Pick("A", "B")}={Pieces()}\""),
        5 => new BatchStatement("set", Pick("A=\"" + Pieces() + "\"", "B=", "A=", "C=c" + Bare())),
        6 or 7 => new BatchStatement("block", "") { Body = Body(depth) },
        8 => new BatchStatement("if", $"\"{Pick("%E%", "%F%", "k")}\"==\"{Pick("", "k l", "k")}\"") { Body = Body(depth) },
        _ => new BatchStatement("for", "")
        {
            Items = [.. Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => Pick("u", "v1", "\"w w\"", "2"))],
            Body = [new BatchStatement("az", " " + Word() + Pick(" %%v", " \"%%~v\"", " n%%~v,%%v"))],
        },
    };

    private List<BatchStatement> Body(int depth) => [.. Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => Statement(depth + 1))];

    private string Word() => _random.Next(8) switch
    {
        0 => "\"" + Quoted() + "\"",
        1 => "--n=\"" + Quoted() + "\"",
        2 => Pick("\"\"", "\"a\"\"b\"", "\"a\\\"b\\\"c\"", "\\\\", "\"c:\\d\\\\\"", "'x y'", "a\"b c\"d"),
        3 when _isLate && _random.Next(2) == 0 => Pick("\"^!A^!\"", "^^^!B^^^!", "z^!", "\"^^!C!\"", "\"^^^!D!\""),
        3 => Pick("^a", "x^^^^y", "^,", "100%%%%", "%%%%"),
        4 => Pick("%*", "%1", "%~1", "\"%~2\"", "%3x"),
        _ => Bare(),
    };

    private string Bare() => string.Concat(Enumerable.Range(0, 1 + _random.Next(2)).Select(_ => Piece()));

    // What a variable holds may stand outside quotes later, where an ampersand would end the command.
    private string Pieces() => string.Concat(Enumerable.Range(0, _random.Next(3)).Select(_ => Piece()));

    private string Quoted() => string.Concat(Enumerable.Range(0, _random.Next(3)).Select(_ => _random.Next(5) == 0 ? Pick("a&b", "^", "(c)", "d^^e") : Piece()));

    private string Piece() => _random.Next(7) switch
    {
        0 => Pick("%A%", "%B%", "%C%", "%D%", "%c%"),
        1 => Pick("%C:~1,3%", "%D:~-4%", "%C:~0,-2%", "%D:~2%", "%C:~9%", "%D:~-3,2%"),
        2 => Pick("%C:b=_%", "%D:xy=Q%", "%C:ca=%", "%D:zz=x=y%"),
        3 when _isLate => Pick("!A!", "!C!", "!B!", "!D!"),
        _ => Pick(s_texts),
    };

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];
}
