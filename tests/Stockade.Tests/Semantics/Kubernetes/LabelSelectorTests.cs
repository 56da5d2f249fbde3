using Stockade.Semantics.Kubernetes;

namespace Stockade.Tests.Semantics.Kubernetes;

public sealed class LabelSelectorTests
{
    [Theory]
    [InlineData("{}", "True")]
    [InlineData("{ matchLabels: { app: web } }", "True")]
    [InlineData("{ matchLabels: { app: Web } }", "False")]
    [InlineData("{ matchLabels: { app: '' } }", "False")]
    [InlineData("{ matchLabels: { empty: '' } }", "True")]
    [InlineData("{ matchLabels: { empty: } }", "True")]
    [InlineData("{ matchLabels: { missing: '' } }", "False")]
    [InlineData("{ matchLabels: { app: web, missing: a } }", "False")]
    [InlineData("{ matchExpressions: [{ key: app, operator: In, values: [api, web] }] }", "True")]
    [InlineData("{ matchExpressions: [{ key: app, operator: In, values: [api] }] }", "False")]
    [InlineData("{ matchExpressions: [{ key: missing, operator: In, values: [a] }] }", "False")]
    [InlineData("{ matchExpressions: [{ key: app, operator: NotIn, values: [web] }] }", "False")]
    [InlineData("{ matchExpressions: [{ key: app, operator: NotIn, values: [api] }] }", "True")]
    [InlineData("{ matchExpressions: [{ key: missing, operator: NotIn, values: [a] }] }", "True")]
    [InlineData("{ matchExpressions: [{ key: empty, operator: Exists }] }", "True")]
    [InlineData("{ matchExpressions: [{ key: missing, operator: Exists }] }", "False")]
    [InlineData("{ matchExpressions: [{ key: missing, operator: DoesNotExist }] }", "True")]
    [InlineData("{ matchExpressions: [{ key: empty, operator: DoesNotExist }] }", "False")]
    [InlineData("{ matchLabels: { app: web }, matchExpressions: [{ key: app, operator: NotIn, values: [web] }] }", "False")]
    [InlineData("{ matchLabels: { hash: abc } }", "Unknown")]
    [InlineData("{ matchExpressions: [{ key: hash, operator: NotIn, values: [abc] }] }", "Unknown")]
    [InlineData("{ matchExpressions: [{ key: hash, operator: Exists }] }", "True")]
    [InlineData("{ matchExpressions: [{ key: hash, operator: DoesNotExist }] }", "False")]
    [InlineData("{ matchLabels: { hash: abc, app: api } }", "False")]
    [InlineData("{ matchLabels: { hash: abc }, matchExpressions: [{ key: hash, operator: NotIn, values: [abc] }] }", "False")]
    [InlineData("{ matchLabels: { app: '${APP}' } }", "Unknown")]
    [InlineData("{ matchLabels: { missing: '${APP}' } }", "False")]
    [InlineData("{ matchExpressions: [{ key: app, operator: In, values: [web, '${APP}'] }] }", "True")]
    [InlineData("{ matchExpressions: [{ key: app, operator: NotIn, values: [web, '${APP}'] }] }", "False")]
    [InlineData("{ matchExpressions: [{ key: missing, operator: NotIn, values: ['${APP}'] }] }", "True")]
    [InlineData("{ matchExpressions: [{ key: '${KEY}', operator: Exists }] }", "Unknown")]
    public void A_selector_matches_byte_for_byte_and_says_what_it_cannot_know(string selector, string expected)
    {
        var labels = LabelSet.Empty.Labels.Add("app", "web").Add("empty", "").Add("hash", null);

        Assert.Equal(expected, Selector(selector).Matches(new LabelSet(labels)).ToString());
    }

    [Theory]
    [InlineData("{ matchLabels: { app: web } }", "True")]
    [InlineData("{ matchLabels: { app: api } }", "False")]
    [InlineData("{ matchLabels: { other: a } }", "Unknown")]
    [InlineData("{ matchExpressions: [{ key: other, operator: DoesNotExist }] }", "Unknown")]
    [InlineData("{ matchExpressions: [{ key: other, operator: DoesNotExist }, { key: other, operator: Exists }] }", "False")]
    public void An_open_set_may_have_any_further_label(string selector, string expected) =>
        Assert.Equal(expected, Selector(selector).Matches(new LabelSet(LabelSet.Empty.Labels.Add("app", "web")) { IsOpen = true }).ToString());

    private static LabelSelector Selector(string text) => PolicyText.Read($"{{ podSelector: {text} }}").PodSelector;
}
