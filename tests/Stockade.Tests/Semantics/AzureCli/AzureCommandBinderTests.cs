using Stockade.Semantics.AzureCli;

namespace Stockade.Tests.Semantics.AzureCli;

/// <summary>az's own argument rules, as its parser shows them.</summary>
public sealed class AzureCommandBinderTests
{
    [Theory]
    [InlineData("az group create -g rg")]
    [InlineData("az aks")]
    [InlineData("az aks --help")]
    [InlineData("az version")]
    public void Other_commands_are_none_of_ours(string line) => Assert.Empty(AzScript.Commands(line));

    [Fact]
    public void Command_words_compare_without_case() => Assert.Equal("aks create", AzScript.Bind("az AKS CREATE -g rg -n c").Name);

    [Theory]
    [InlineData("-g rg")]
    [InlineData("--resource-group rg")]
    [InlineData("--resource-group=rg")]
    [InlineData("--resource rg")]
    [InlineData("--resource=rg")]
    [InlineData("-grg")]
    [InlineData("-g=rg")]
    [InlineData("-yg rg")]
    [InlineData("-ygrg")]
    [InlineData("-g other -g rg")]
    public void Every_spelling_of_an_option_has_the_canonical_name(string option) =>
        Assert.Equal("rg", Value(AzScript.Bind($"az aks create -n c {option}"), "--resource-group"));

    [Theory]
    [InlineData("--enable-private", "--enable-private-cluster")]
    [InlineData("--no-wai", "--no-wait")]
    [InlineData("--enable-n", "--enable-node-public-ip")]
    [InlineData("--enable-imd", "--enable-imds-restriction")]
    [InlineData("--enable-api", "--enable-apiserver-vnet-integration")]
    public void A_unique_prefix_names_a_flag(string prefix, string name) => Assert.True(AzScript.Bind($"az aks create -g rg -n c {prefix}").Has(name));

    [Theory]
    [InlineData("aks create", "--api-", "--api-server-authorized-ip-ranges")]
    [InlineData("aks create", "--network-po", "--network-policy")]
    [InlineData("aks create", "--network-pol", "--network-policy")]
    [InlineData("aks create", "--network-d", "--network-dataplane")]
    [InlineData("aks create", "--res", "--resource-group")]
    [InlineData("aks update", "--re", "--resource-group")]
    public void A_unique_prefix_names_an_option(string command, string prefix, string name) =>
        Assert.True(AzScript.Bind($"az {command} -n c {prefix} 8.8.8.8").Options.ContainsKey(name));

    [Theory]
    [InlineData("--disable-pr", "--disable-private-cluster")]
    [InlineData("--enable-pr", "--enable-private-cluster")]
    [InlineData("--disable-l", "--disable-local-accounts")]
    public void A_unique_prefix_names_a_flag_of_update(string prefix, string name) =>
        Assert.True(AzScript.Bind($"az aks update -g rg -n c {prefix}").Has(name));

    [Fact]
    public void An_exact_name_wins_over_longer_ones() =>
        Assert.Equal("azure", Value(AzScript.Bind("az aks create -g rg -n c --network-plugin azure"), "--network-plugin"));

    [Theory]
    [InlineData("--enable")]
    [InlineData("--network-p azure")]
    [InlineData("--max 3")]
    public void An_ambiguous_prefix_is_refused(string option) =>
        Assert.Equal(AzureCommandErrorKind.AmbiguousOption, Error($"az aks create -g rg -n c {option}").Kind);

    [Fact]
    public void A_prefix_that_only_the_extension_finds_ambiguous_leaves_the_command_incomplete()
    {
        var command = AzScript.Bind("az aks create -g rg -n c --enable-p");
        Assert.Empty(command.Errors);
        Assert.False(command.Complete);
        Assert.False(command.Has("--enable-private-cluster"));
    }

    [Fact]
    public void An_unknown_option_is_refused_with_the_nearest_name()
    {
        var error = Error("az aks create -g rg -n c --enable-private-clustr");
        Assert.Equal(AzureCommandErrorKind.UnknownOption, error.Kind);
        Assert.Equal("--enable-private-cluster", error.Suggestion);
        Assert.Equal("--enable-private-clustr", error.Location.Text);
    }

    [Theory]
    [InlineData("az aks create -g rg -n c --Enable-Private-Cluster")]
    [InlineData("az aks create -g rg -N c")]
    public void Options_compare_with_case(string line) => Assert.Equal(AzureCommandErrorKind.UnknownOption, Error(line).Kind);

    [Theory]
    [InlineData("--enable-private-cluster=true")]
    [InlineData("--yes=true")]
    [InlineData("-yZ")]
    public void A_flag_takes_no_attached_value(string option) =>
        Assert.Equal(AzureCommandErrorKind.UnexpectedValue, Error($"az aks create -g rg -n c {option}").Kind);

    [Fact]
    public void A_flag_takes_no_separate_value() =>
        Assert.Equal(AzureCommandErrorKind.StrayWord, Error("az aks create -g rg -n c --enable-private-cluster true").Kind);

    [Theory]
    [InlineData("--enable-syslog", null)]
    [InlineData("--enable-syslog true", "true")]
    [InlineData("--enable-syslog=FALSE", "false")]
    public void A_three_state_flag_may_have_a_value(string option, string? value)
    {
        var command = AzScript.Bind($"az aks create -g rg -n c {option}");
        Assert.Empty(command.Errors);
        Assert.Equal(value, command.Find("--enable-syslog")!.Value?.Value);
    }

    [Theory]
    [InlineData("-n")]
    [InlineData("-n --yes")]
    [InlineData("-n -- c")]
    public void An_option_needs_its_value(string option) =>
        Assert.Equal(AzureCommandErrorKind.MissingValue, Error($"az aks create -g rg {option}").Kind);

    [Fact]
    public void A_name_is_needed() => Assert.Equal(AzureCommandErrorKind.MissingOption, Error("az aks create -g rg").Kind);

    [Fact]
    public void A_resource_group_may_come_from_elsewhere() => Assert.Empty(AzScript.Bind("az aks create -n c").Errors);

    [Fact]
    public void A_double_dash_ends_the_options() => Assert.NotEmpty(AzScript.Bind("az aks create -g rg -- -n c").Errors);

    [Theory]
    [InlineData("--zones 1 2 3", "--zones", "1 2 3")]
    [InlineData("--zones 1 --zones 2 3", "--zones", "2 3")]
    [InlineData("--tags a=b c=d --yes", "--tags", "a=b c=d")]
    [InlineData("--tags", "--tags", "")]
    [InlineData("--nodepool-labels a=b --tags c=d", "--tags", "c=d")]
    public void A_list_runs_to_the_next_option(string option, string name, string values) =>
        Assert.Equal(values, string.Join(' ', AzScript.Bind($"az aks create -g rg -n c {option}").Find(name)!.Values.Select(value => value.Value)));

    [Fact]
    public void An_attached_value_of_a_list_is_its_only_one() =>
        Assert.Equal(AzureCommandErrorKind.StrayWord, Error("az aks create -g rg -n c --tags=a=b c=d").Kind);

    [Fact]
    public void Ranges_are_one_word() =>
        Assert.Equal(AzureCommandErrorKind.StrayWord, Error("az aks create -g rg -n c --api-server-authorized-ip-ranges 1.2.3.4 8.8.8.8").Kind);

    [Fact]
    public void Ranges_split_at_commas_with_their_own_places()
    {
        var values = AzScript.Bind("az aks create -g rg -n c --api-server-authorized-ip-ranges \"1.2.3.4, 8.8.8.0/24\"")
            .Find("--api-server-authorized-ip-ranges")!.Values;
        Assert.Equal("1.2.3.4 8.8.8.0/24", string.Join(' ', values.Select(value => value.Value)));
        Assert.Equal("1.2.3.4 8.8.8.0/24", string.Join(' ', values.Select(value => value.Location.Text)));
    }

    [Theory]
    [InlineData("--api-server-authorized-ip-ranges \"\"")]
    [InlineData("--api-server-authorized-ip-ranges=")]
    public void Empty_ranges_are_an_empty_list(string option) =>
        Assert.Empty(AzScript.Bind($"az aks update -g rg -n c {option}").Find("--api-server-authorized-ip-ranges")!.Values);

    [Theory]
    [InlineData("--network-plugin AZURE", "--network-plugin", "azure")]
    [InlineData("--outbound-type userdefinedrouting", "--outbound-type", "userDefinedRouting")]
    [InlineData("--sku Automatic", "--sku", "automatic")]
    [InlineData("--network-policy Azure", "--network-policy", "Azure")]
    public void Choices_compare_without_case_and_free_text_stays(string option, string name, string value) =>
        Assert.Equal(value, Value(AzScript.Bind($"az aks create -g rg -n c {option}"), name));

    [Theory]
    [InlineData("az aks create -g rg -n c --network-plugin flannel")]
    [InlineData("az aks update -g rg -n c --network-policy bogus")]
    [InlineData("az aks create -g rg -n c --node-count three")]
    [InlineData("az aks create -g rg -n c --enable-syslog maybe")]
    [InlineData("az aks create -g rg -n c --zones 4")]
    public void A_value_outside_the_choices_is_refused(string line) => Assert.Equal(AzureCommandErrorKind.InvalidValue, Error(line).Kind);

    [Fact]
    public void A_policy_at_creation_is_free_text() => Assert.Empty(AzScript.Bind("az aks create -g rg -n c --network-policy bogus").Errors);

    [Fact]
    public void A_value_that_starts_with_a_dash_is_attached() =>
        Assert.Equal("-x", Value(AzScript.Bind("az aks create -g rg -n c --windows-admin-password=-x"), "--windows-admin-password"));

    [Fact]
    public void A_negative_number_is_a_value() => Assert.Equal("-1", Value(AzScript.Bind("az aks create -g rg -n c --node-count -1"), "--node-count"));

    [Fact]
    public void A_single_dash_before_a_long_name_is_a_short_option()
    {
        var error = Error("az aks create -g rg -n c -network-policy calico");
        Assert.Equal(AzureCommandErrorKind.StrayWord, error.Kind);
        Assert.Equal("--network-policy", error.Suggestion);
    }

    [Theory]
    [InlineData("–-enable-private-cluster")]
    [InlineData("—enable-private-cluster")]
    [InlineData("-–enable-private-cluster")]
    public void A_typographic_dash_is_named(string option) =>
        Assert.Equal(AzureCommandErrorKind.TypographicDash, Error($"az aks create -g rg -n c {option}").Kind);

    [Fact]
    public void An_empty_word_is_refused() => Assert.Equal(AzureCommandErrorKind.StrayWord, Error("az aks create -g rg -n c \"\"").Kind);

    [Fact]
    public void Options_before_the_command_are_refused() =>
        Assert.Equal(AzureCommandErrorKind.UnknownCommand, Error("az aks --verbose create -g rg -n c").Kind);

    [Fact]
    public void A_misspelt_command_is_refused()
    {
        Assert.Equal("create", Error("az aks craete -g rg -n c").Suggestion);
        Assert.Equal("add", Error("az aks nodepool ad -g rg -n c").Suggestion);
    }

    [Theory]
    [InlineData("az aks mesh enable -g rg -n c --revision asm-1-20")]
    [InlineData("az aks nodepool snapshot create -g rg -n c --nodepool-id id")]
    [InlineData("az aks frobnicate -g rg --what ever")]
    public void Commands_of_extensions_are_left_alone(string line) => Assert.Empty(AzScript.Bind(line).Errors);

    [Fact]
    public void Global_options_go_with_every_command()
    {
        var command = AzScript.Bind("az aks create -g rg -n c --debug -o TSV --query id --subscription s --only-show-errors");
        Assert.Empty(command.Errors);
        Assert.Equal("tsv", Value(command, "--output"));
    }

    [Fact]
    public void Help_changes_nothing() => Assert.True(AzScript.Bind("az aks create -h").IsHelp);

    [Fact]
    public void A_file_as_value_is_unknown() => Assert.Null(Value(AzScript.Bind("az aks create -g rg -n @name.txt"), "--name"));

    [Fact]
    public void An_unknown_word_is_the_value_of_an_option_that_wants_one()
    {
        var command = AzScript.Bind("az aks create -g $RG -n \"$NAME\" --tags $TAGS --location=$REGION");
        Assert.Empty(command.Errors);
        Assert.True(command.Complete);
        Assert.Equal("$RG", command.Find("--resource-group")!.Value!.Symbol);
        Assert.Equal("$REGION", command.Find("--location")!.Value!.Symbol);
        Assert.Equal("$REGION", command.Find("--location")!.Value!.Location.Text);
    }

    [Theory]
    [InlineData("az aks create -g rg -n c $EXTRA")]
    [InlineData("az aks create $EXTRA -g rg -n c")]
    [InlineData("az aks create -g rg -n c \"$FLAG\"")]
    [InlineData("az aks create -g rg -n c --yes $EXTRA word")]
    [InlineData("az aks create -g rg -n c --tags a=b $EXTRA")]
    [InlineData("az aks create -g rg $EXTRA")]
    [InlineData("az aks create -g rg -n c …")]
    [InlineData("az aks create word -g rg -n …")]
    public void Unknown_words_that_may_hold_options_leave_the_command_incomplete(string line)
    {
        var command = AzScript.Bind(line);
        Assert.Empty(command.Errors);
        Assert.False(command.Complete);
    }

    [Theory]
    [InlineData("--uptime-sla")]
    [InlineData("--enable-rbac")]
    [InlineData("--aad-server-app-id id")]
    [InlineData("--docker-bridge-address 172.17.0.1/16")]
    public void A_removed_option_is_noted_and_no_error(string option)
    {
        var command = AzScript.Bind($"az aks create -g rg -n c {option}");
        Assert.Empty(command.Errors);
        Assert.Single(command.RemovedOptions);
    }

    [Theory]
    [InlineData("az configure --defaults group=rg\naz aks create -n c")]
    [InlineData("az config set defaults.group=rg\naz aks create -n c")]
    [InlineData("AZURE_DEFAULTS_GROUP=rg az aks create -n c")]
    public void A_default_resource_group_is_known(string script) =>
        Assert.Equal("rg", Assert.Single(AzScript.Commands(script)).DefaultResourceGroup!.Value);

    private static string? Value(AzureCommand command, string option) => command.Find(option)!.Value!.Value;

    private static AzureCommandError Error(string line) => AzScript.Bind(line).Errors[0];

    [Theory]
    [InlineData("az --debug aks create -g rg -n c", "'--debug' stands before the command")]
    [InlineData("az -o table aks create -g rg -n c", "'-o' stands before the command")]
    public void Options_before_the_group_are_refused(string line, string message) => Assert.Equal(message, Assert.Single(AzScript.Bind(line).Errors).Message);

    [Fact]
    public void A_short_option_is_meant_only_in_its_other_case()
    {
        Assert.Equal("-n", AzScript.Bind("az aks create -g rg -N c").Errors[0].Suggestion);
        Assert.Null(AzScript.Bind("az aks create -g rg -n c -Q").Errors[0].Suggestion);
    }

    [Theory]
    [InlineData("az aks create -g rg -n c --kms-infrastructure-encryption Enabled")]
    [InlineData("az aks create -g rg -n c --enable-node-restriction --guardrails-level Warning --enable-addon-autoscaling")]
    [InlineData("az aks update -g rg -n c --disable-node-restriction --upgrade-settings IgnoreKubernetesDeprecations")]
    public void Options_of_aks_preview_old_and_new_are_known(string line) => Assert.Empty(AzScript.Bind(line).Errors);
}
