namespace Myelin.Tests.Files;

public class NetworkJsonTests
{
    internal static readonly Network Everything = new(4,
        new Dense(6, new LeakyRelu(0.2), Initializer: new GlorotUniform(2)), new Dropout(0.25), new BatchNorm(1e-3, 0.3),
        new Residual(new Dense(5, new Tanh(), Bias: false), new Residual(new PRelu(PerUnit: false)), new Dense(6)),
        new LayerNorm(1e-6), new PRelu(NegativeSlope: 0.1), new Scale(2), new Activation(new HardTanh(-2, 3)),
        new Split(
            new Branch(3, new PeriodicEmbedding(5, 3, 0.2, true, 0.1, 0.5)), new Branch(1, new Embedding(7, 2, 0.5, 2, 0.1)),
            new Branch(1, new PiecewiseLinearEmbedding(6, 3, 0.1, 2)), new Branch(1)),
        new PeriodicEmbedding(2, 1, 0.3, Phases: false), new PiecewiseLinearEmbedding(6, 1), new Scale(6, 6),
        new ParametricActivation(new Mish(), 0.1, 0.3),
        new MemberScale(2, new Repeated(new Normal(1), [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7])),
        new MemberDense(2, 4, true, new HeNormal()), new MemberDense(2, 3, false), new MemberHeads(2, 5, new Constant(1)),
        new Dense(3, new Selu()) { Parametrization = Parametrization.NeuralTangent, BiasInitializer = new Normal(2), BiasRateFactor = 0.1 },
        new Dense(2, new Softmax(), Initializer: new Constant(0.5)));

    [Fact]
    public void ANetworkIsReadBackEqual() =>
        Assert.Equal(Everything, NetworkJson.Read(NetworkJson.Write(Everything), "m"));

    [Theory]
    [MemberData(nameof(EveryLayer.Names), MemberType = typeof(EveryLayer))]
    public void EveryLayerIsReadBackEqual(string name)
    {
        var network = new Network(3, EveryLayer.All[name]);
        Assert.Equal(network, NetworkJson.Read(NetworkJson.Write(network), "m"));
    }

    [Fact]
    public void EveryInitializerHasAName() => Assert.Equal(
        typeof(IInitializer).Assembly.GetTypes().Count(type => type.IsAssignableTo(typeof(IInitializer)) && type.IsClass),
        InitializerNames.All.Count);

    [Fact]
    public void EveryActivationIsReadBackEqual()
    {
        foreach (string name in ActivationNames.All)
        {
            var network = new Network(3, new Dense(2, ActivationNames.Parse(name)), new Activation(ActivationNames.Parse(name)));
            Assert.Equal(network, NetworkJson.Read(NetworkJson.Write(network), "m"));
        }
    }

    [Fact]
    public void EveryInitializerIsReadBackEqual()
    {
        foreach (string name in InitializerNames.All)
        {
            var network = new Network(3, new Dense(2, new Relu(), true, InitializerNames.Parse(name)));
            Assert.Equal(network, NetworkJson.Read(NetworkJson.Write(network), "m"));
        }
    }

    [Fact]
    public void TheTextIsPlain() => Assert.Equal(
        """{"inputs":4,"layers":[{"type":"dense","units":4,"activation":"sigmoid","bias":true},{"type":"dropout","probability":0.5}]}""",
        NetworkJson.Write(new(4, new Dense(4, new Sigmoid()), new Dropout(0.5))));

    [Fact]
    public void SettingsNotWrittenHaveTheirDefaults() => Assert.Equal(
        new Network(4, new Dense(3), new BatchNorm(), new LayerNorm(), new PRelu(), new Scale(), new Activation(new LeakyRelu())),
        NetworkJson.Read("""
            { "inputs": 4, "layers": [{ "units": 3, "type": "dense" }, { "type": "batch-norm" }, { "type": "layer-norm" },
              { "type": "prelu" }, { "type": "scale" }, { "type": "activation", "function": "leaky-relu" }] }
            """, "m"));

    const string Dense = """{"inputs":4,"layers":[{"type":"dense","units":3}]}""";

    public static TheoryData<string, string> Bad => new()
    {
        { "", "network is not valid JSON" },
        { "{", "network is not valid JSON" },
        { Dense + "}", "network is not valid JSON" },
        { "[]", "network must be an object, and is an array" },
        { "null", "network must be an object, and is null" },
        { "{}", "network has no \"inputs\"" },
        { """{"inputs":4}""", "network has no \"layers\"" },
        { """{"inputs":4,"layers":[]}""", "network.layers is empty. A network needs at least one layer" },
        { """{"inputs":4,"layers":{}}""", "network.layers must be an array, and is an object" },
        { """{"inputs":4,"layers":[1]}""", "network.layers[0] must be an object, and is 1" },
        { """{"inputs":4,"layers":[{}]}""", "network.layers[0] has no \"type\"" },
        { Dense.Replace("\"inputs\"", "\"input\""), "network has the unknown key \"input\". Did you mean inputs?" },
        { Dense.Replace("3}", "3,\"activatoin\":\"relu\"}"),
            "network.layers[0] has the unknown key \"activatoin\". Did you mean activation?" },
        { Dense.Replace("3}", "3,\"colour\":1}"), "unknown key \"colour\". Known are type, units, activation, bias, initializer, " },
        { Dense.Replace("3}", "3,\"units\":3}"), "network is not valid JSON" },
        { Dense.Replace("3}", "3,\"\\u0075nits\":3}"), "network is not valid JSON" },
        { Dense.Replace("dense", "dens"), "network.layers[0].type is \"dens\", and there is no such layer. Did you mean dense?" },
        { Dense.Replace("dense", "conv"),
            "there is no such layer. Known are dense, dropout, batch-norm, layer-norm, prelu, scale, activation, residual, split, " },
        { Dense.Replace("\"dense\"", "7"), "network.layers[0].type must be a text, and is 7" },
        { Dense.Replace("3}", "3,\"activation\":\"sigmiod\"}"),
            "network.layers[0].activation cannot be read: There is no activation 'sigmiod'. Did you mean sigmoid?" },
        { Dense.Replace("3}", "3,\"activation\":\"leaky-relu(negative-slope=1e999)\"}"), "network.layers[0].activation cannot be read" },
        { Dense.Replace("3}", "3,\"activation\":null}"), "network.layers[0].activation must be a text, and is null" },
        { Dense.Replace("3}", "3,\"activation\":\"\\ud800\"}"), "network.layers[0].activation has half a surrogate pair" },
        { Dense.Replace("3}", "3,\"initializer\":\"glorot\"}"),
            "network.layers[0].initializer cannot be read: There is no initializer 'glorot'." },
        { Dense.Replace("3}", "3,\"bias\":1}"), "network.layers[0].bias must be true or false, and is 1" },
        { Dense.Replace("3}", "0}"), "network.layers[0].units must be a whole number from 1 to 16777216, and is 0" },
        { Dense.Replace("3}", "-3}"), "and is -3" },
        { Dense.Replace("3}", "2147483648}"), "and is 2147483648" },
        { Dense.Replace("3}", "16777217}"), "and is 16777217" },
        { Dense.Replace("3}", "3.0}"), "and is 3.0" },
        { Dense.Replace("3}", "3e0}"), "and is 3e0" },
        { Dense.Replace("3}", "1e999}"), "and is 1e999" },
        { Dense.Replace("3}", "\"3\"}"), "and is the text \"3\"" },
        { Dense.Replace("3}", "NaN}"), "network is not valid JSON" },
        { Dense.Replace("4,", "0,"), "network.inputs must be a whole number from 1 to 16777216, and is 0" },
        { One("dropout", "\"probability\":1.5"),
            "network.layers[0] is impossible: Dropout's probability must be at least 0 and below 1, but 1.5 was given." },
        { One("dropout", "\"probability\":1e999"), "network.layers[0].probability must be a finite number, and is 1e999" },
        { One("dropout", "\"probability\":\"0.5\""), "network.layers[0].probability must be a finite number, and is the text \"0.5\"" },
        { """{"inputs":4,"layers":[{"type":"dropout"}]}""", "network.layers[0] has no \"probability\"" },
        { One("batch-norm", "\"epsilon\":-1"), "network.layers[0].epsilon must be from 0 to 1, and is -1" },
        { One("batch-norm", "\"momentum\":2"), "network.layers[0].momentum must be from 0 to 1, and is 2" },
        { One("layer-norm", "\"epsilon\":1e999"), "network.layers[0].epsilon must be a finite number, and is 1e999" },
        { One("prelu", "\"perUnit\":\"yes\""), "network.layers[0].perUnit must be true or false" },
        { One("scale", "\"ratefactor\":1"), "Did you mean rateFactor?" },
        { One("activation", "\"function\":3"), "network.layers[0].function must be a text" },
        { One("residual", "\"layers\":[]"), "network.layers[0].layers is empty" },
        { One("residual", "\"layers\":[{\"type\":\"dense\",\"units\":3}]"), "must end as wide as it begins: 4 columns enter, 3 leave." },
        { One("residual", "\"layers\":[{\"type\":\"dense\",\"units\":0}]"), "network.layers[0].layers[0].units must be a whole number" },
        { "{\"\\ud800\":1}", "network " },
    };

    [Theory, MemberData(nameof(Bad))]
    public void AnythingElseIsRefusedWithItsPlace(string json, string expected)
    {
        string message = Assert.Throws<InvalidFileException>(() => NetworkJson.Read(json, "m")).Message;
        Assert.StartsWith("m: network", message);
        Assert.Contains(expected, message);
        Assert.DoesNotContain(message, char.IsControl);
    }

    [Fact]
    public void DepthAndLengthAreLimited()
    {
        foreach (string deep in new[] { new string('[', 100_000), string.Concat(Enumerable.Repeat("{\"layers\":", 100_000)) })
            Assert.Throws<InvalidFileException>(() => NetworkJson.Read(deep, "m"));
        Assert.Contains("at most 16777216",
            Assert.Throws<InvalidFileException>(() => NetworkJson.Read(new string(' ', (1 << 24) + 1), "m")).Message);
        string many = string.Join(",", Enumerable.Repeat("""{"type":"scale"}""", NetworkJson.MostLayers + 1));
        Assert.Contains("at most 10000",
            Assert.Throws<InvalidFileException>(() => NetworkJson.Read($$"""{"inputs":4,"layers":[{{many}}]}""", "m")).Message);
        Network deepest = Nested(30);
        Assert.Equal(deepest, NetworkJson.Read(NetworkJson.Write(deepest), "m"));
        Assert.ThrowsAny<Exception>(() => NetworkJson.Write(Nested(31)));

        static Network Nested(int depth)
        {
            Layer layer = new Scale();
            for (int i = 0; i < depth; i++) layer = new Residual(layer);
            return new(4, layer);
        }
    }

    [Fact]
    public void NoMutationGivesAnythingButInvalidFile()
    {
        var random = new Random(7);
        string whole = NetworkJson.Write(Everything);
        string[] tokens = ["{", "}", "[", "]", "\"", ":", ",", "-1", "1e999", "99999999999",
            "null", "\\ud800", "\\", "\0", "(", "=", "NaN", " "];
        int read = 0;
        for (int round = 0; round < 5_000; round++)
        {
            string json = whole;
            for (int mutations = random.Next(1, 4); mutations > 0; mutations--)
            {
                int at = random.Next(json.Length);
                json = random.Next(4) switch
                {
                    0 => json[..at] + (char)random.Next(1, 300) + json[(at + 1)..],
                    1 => json.Remove(at, Math.Min(random.Next(12), json.Length - at)),
                    2 => json.Insert(at, tokens[random.Next(tokens.Length)]),
                    _ => json.Insert(at, json.Substring(at, Math.Min(random.Next(40), json.Length - at))),
                };
                if (json.Length == 0) break;
            }
            try
            {
                NetworkJson.Read(json, "m");
                read++;
            }
            catch (InvalidFileException e)
            {
                Assert.DoesNotContain(e.Message, char.IsControl);
            }
        }
        // digits change to digits, so some mutants are networks too
        Assert.InRange(read, 1, 4_500);
    }

    static string One(string type, string setting) => $$"""{"inputs":4,"layers":[{"type":"{{type}}",{{setting}}}]}""";
}
