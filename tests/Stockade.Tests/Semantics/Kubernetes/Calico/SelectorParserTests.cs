using System.Collections.Immutable;
using Stockade.Semantics;
using Stockade.Semantics.Kubernetes;
using Stockade.Semantics.Kubernetes.Calico;
using Stockade.Text;

namespace Stockade.Tests.Semantics.Kubernetes.Calico;

public sealed class SelectorParserTests
{
    private static readonly LabelSet s_labels = new(
        LabelSet.Empty.Labels.Add("app", "web-server").Add("empty", "").Add("example.com/Team_1", "A").Add("hash", null).Add("in", "not").Add("has", "x"));

    [Theory]
    [InlineData("", "True")]
    [InlineData(" \t ", "True")]
    [InlineData("all()", "True")]
    [InlineData("all( )", "True")]
    [InlineData("!all()", "False")]
    [InlineData("global()", "False")]
    [InlineData("app == 'web-server'", "True")]
    [InlineData("app==\"web-server\"", "True")]
    [InlineData("app == 'web'", "False")]
    [InlineData("app == 'WEB-SERVER'", "False")]
    [InlineData("missing == ''", "False")]
    [InlineData("empty == ''", "True")]
    [InlineData("app != 'web-server'", "False")]
    [InlineData("missing != 'a'", "True")]
    [InlineData("app in { 'a', 'web-server' }", "True")]
    [InlineData("app in{'web-server',}", "True")]
    [InlineData("app in {}", "False")]
    [InlineData("app not in {}", "True")]
    [InlineData("app not in {'web-server'}", "False")]
    [InlineData("app notin {'web-server'}", "False")]
    [InlineData("missing not in {'a'}", "True")]
    [InlineData("missing in {'a'}", "False")]
    [InlineData("has(app)", "True")]
    [InlineData("has( app )", "True")]
    [InlineData("has(empty)", "True")]
    [InlineData("has(missing)", "False")]
    [InlineData("!has(missing)", "True")]
    [InlineData("! !has(app)", "True")]
    [InlineData("app contains '-ser'", "True")]
    [InlineData("app contains ''", "True")]
    [InlineData("missing contains ''", "False")]
    [InlineData("app contains'x'", "False")]
    [InlineData("app starts with 'web'", "True")]
    [InlineData("app startswith 'server'", "False")]
    [InlineData("app ends\twith 'server'", "True")]
    [InlineData("missing ends with 'server'", "False")]
    [InlineData("!(app ends with 'server')", "False")]
    [InlineData("!(missing ends with 'server')", "True")]
    [InlineData("app == 'a' && has(app) || has(empty)", "True")]
    [InlineData("has(empty) || has(app) && app == 'a'", "True")]
    [InlineData("(has(empty) || has(app)) && app == 'a'", "False")]
    [InlineData("!has(app) || has(empty)", "True")]
    [InlineData("!(has(app) || has(empty))", "False")]
    [InlineData("example.com/Team_1 == 'A'", "True")]
    [InlineData("app == 'it\"s'", "False")]
    [InlineData("app == 'back\\'", "False")]
    [InlineData("in == 'not' && has == 'x'", "True")]
    [InlineData("hash == 'a'", "Unknown")]
    [InlineData("has(hash)", "True")]
    [InlineData("hash contains 'a'", "Unknown")]
    [InlineData("hash == 'a' && has(missing)", "False")]
    [InlineData("hash == 'a' || has(app)", "True")]
    [InlineData("!(hash == 'a')", "Unknown")]
    [InlineData("app == '${APP}'", "Unknown")]
    [InlineData("missing == '${APP}'", "False")]
    [InlineData("app contains '${APP}'", "Unknown")]
    [InlineData("${SELECTOR}", "Unknown")]
    [InlineData("{{ .Values.selector }}", "Unknown")]
    public void A_selector_matches_labels(string selector, string expected)
    {
        var (expression, error) = Parse(selector);

        Assert.Null(error);
        Assert.Equal(expected, expression.Matches(s_labels).ToString());
        if (expression.Kind == SelectorNodeKind.Unknown)
            return;

        // The alternatives say the same.
        var alternatives = expression.Alternatives(Anywhere(0, 0))!.Value.Select(static alternative => new LabelSelector(alternative, null).Matches(s_labels)).ToImmutableArray();
        var any = alternatives.Contains(Truth.True) ? Truth.True : alternatives.Contains(Truth.Unknown) ? Truth.Unknown : Truth.False;
        Assert.Equal(expected, any.ToString());
    }

    [Theory]
    [InlineData("app = 'a'", "=", "'==' is expected")]
    [InlineData("app", "", "==, !=, in, not in, contains, starts with or ends with is expected")]
    [InlineData("app == a", "a", "a string in quotes is expected", 7)]
    [InlineData("app == 'a", "'", "the string does not end")]
    [InlineData("app in 'a'", "'", "'{' is expected")]
    [InlineData("app in {'a' 'b'}", "'", "a string in quotes or '}' is expected", 12)]
    [InlineData("app in {,}", ",", "a string in quotes or '}' is expected")]
    [InlineData("(app == 'a'", "", "')' is expected")]
    [InlineData("has(app", "", "')' is expected")]
    [InlineData("has()", ")", "a label is expected")]
    [InlineData("has (app)", "(", "==, !=, in, not in, contains, starts with or ends with is expected")]
    [InlineData("app == 'a' and has(b)", "and", "nothing more is expected")]
    [InlineData("app == 'a' & has(b)", "&", "nothing more is expected")]
    [InlineData("app == 'a' &&", "", "a label, has(), all(), '!' or '(' is expected")]
    [InlineData("!= 'a'", "!", "a label, has(), all(), '!' or '(' is expected")]
    [InlineData("app == 'a')", ")", "nothing more is expected")]
    [InlineData("app: a", ":", "==, !=, in, not in, contains, starts with or ends with is expected")]
    [InlineData("app == 'a'\n", "\n", "nothing more is expected")]
    [InlineData("app == 'a' ||\n has(b)", "\n", "a label, has(), all(), '!' or '(' is expected")]
    [InlineData("app starts 'a'", "starts", "==, !=, in, not in, contains, starts with or ends with is expected")]
    public void What_is_no_selector_is_told_where_it_goes_wrong(string selector, string text, string message, int position = -1)
    {
        var error = Parse(selector).Error;

        Assert.NotNull(error);
        Assert.Equal((text, message), (selector.Substring(error.Position, error.Length), error.Message));
        Assert.True(position < 0 || position == error.Position);
    }

    [Fact]
    public void A_selector_that_is_deep_or_long_or_has_many_alternatives_is_left_open()
    {
        var deep = new string('(', 5000) + "has(a)" + new string(')', 5000);
        var wide = string.Join(" && ", Enumerable.Range(0, 12).Select(static index => $"(has(a{index}) || has(b{index}))"));

        Assert.Equal((SelectorNodeKind.Unknown, null), (Parse(deep).Expression.Kind, Parse(deep).Error));
        Assert.Equal(SelectorNodeKind.Unknown, Parse(new string(' ', 30_000)).Expression.Kind);
        Assert.Null(Parse(wide).Expression.Alternatives(Anywhere(0, 0)));
        Assert.Equal(Truth.True, Parse(new string('!', 10_000) + "all()").Expression.Matches(s_labels));
    }

    [Fact]
    public void Every_cut_and_every_changed_character_is_survived()
    {
        const string Selector = "(app == 'a' || !has(b)) && c not in {\"d\", 'e'} && f starts with 'g' && all()";
        for (var index = 0; index < Selector.Length; index++)
        {
            Parse(Selector[..index]);
            foreach (var character in "'\"(){}!&|=, \ta")
            {
                var error = Parse(string.Concat(Selector.AsSpan(0, index), [character], Selector.AsSpan(index + 1))).Error;
                Assert.True(error is null || error.Position + error.Length <= Selector.Length);
            }
        }
    }

    [Theory]
    [InlineData("a", true, "contains b", "starts with a", "ends with c")]
    [InlineData("b", false, "starts with ab", "starts with b")]
    [InlineData("c", true, "starts with ab", "starts with a")]
    [InlineData("d", false, "contains abc", "not contains b")]
    [InlineData("e", true, "contains abc", "not starts with abc", "not ends with abc")]
    [InlineData("f", false, "starts with a-", "not contains -")]
    [InlineData("g", false, "starts with -")]
    [InlineData("h", false, "ends with .")]
    [InlineData("i", false, "contains  x")]
    [InlineData("j", true, "not contains a", "not ends with b")]
    [InlineData("k", false, "not contains ")]
    public void Parts_of_a_value_may_exclude_each_other(string key, bool isPossible, params string[] parts)
    {
        var domain = LabelDomain.Present;
        foreach (var part in parts)
        {
            var (operation, text) = part switch
            {
                _ when part.StartsWith("not contains ", StringComparison.Ordinal) => (LabelOperator.DoesNotContain, part[13..]),
                _ when part.StartsWith("not starts with ", StringComparison.Ordinal) => (LabelOperator.DoesNotStartWith, part[16..]),
                _ when part.StartsWith("not ends with ", StringComparison.Ordinal) => (LabelOperator.DoesNotEndWith, part[14..]),
                _ when part.StartsWith("contains ", StringComparison.Ordinal) => (LabelOperator.Contains, part[9..]),
                _ when part.StartsWith("starts with ", StringComparison.Ordinal) => (LabelOperator.StartsWith, part[12..]),
                _ => (LabelOperator.EndsWith, part[10..]),
            };
            domain = domain.Satisfying(new LabelRequirement(key, operation, [text], null));
        }

        Assert.Equal(isPossible, !domain.IsEmpty);
    }

    private static (SelectorExpression Expression, SelectorSyntaxError? Error) Parse(string selector) => SelectorParser.Parse(selector, Anywhere);

    private static SourceLocation Anywhere(int start, int end) => new SourceFile("k8s.yaml", string.Empty).At(0, 0);
}
