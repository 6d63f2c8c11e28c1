using System.Data;
using System.Reflection;

namespace Myelin.Tabular.Tests;

/// <summary>Null is refused by the name of the parameter, wherever it is not meant to be given.</summary>
public class NullArgumentTests
{
    const BindingFlags Declared = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    static readonly NullabilityInfoContext s_nullability = new();

    static readonly Table s_table = Table.Of(Column.Of("x", 1, 2, 3, 4), Column.Of("y", "a", "b", "a", "b"));

    static readonly Dictionary<Type, object> s_made = new()
    {
        [typeof(string)] = "y",
        [typeof(Table)] = s_table,
        [typeof(Column)] = s_table.Columns[0],
        [typeof(IReadOnlyList<Column>)] = s_table.Columns,
        [typeof(Target)] = Target.Of(s_table, "y"),
        [typeof(IReadOnlyCollection<string>)] = Array.Empty<string>(),
        [typeof(IReadOnlyList<string>)] = Array.Empty<string>(),
        [typeof(IEnumerable<string>)] = new[] { "x" },
        [typeof(Func<int, bool>)] = (int _) => true,
        [typeof(Func<Table, IPredictor>)] = (Table _) => Model,
        [typeof(TabularOptions)] = new TabularOptions(),
        [typeof(TableOptions)] = new TableOptions(),
        [typeof(EvaluationOptions)] = new EvaluationOptions(),
        [typeof(Recipe)] = new Recipe(),
        [typeof(IReadOnlyList<Prediction>)] = new[] { new Prediction("a", [0.5f, 0.5f], 0.5) },
        [typeof(OutOfFold)] = new OutOfFold([0.5, 0.5], [0], 2),
        [typeof(IReadOnlyList<Fold>)] = new[] { new Fold([0, 1], [2, 3]) },
        [typeof(IReadOnlyDictionary<string, string>)] = new Dictionary<string, string>(),
        [typeof(IReadOnlyDictionary<string, object?>)] = new Dictionary<string, object?>(),
        [typeof(IReadOnlyList<Trial>)] = Array.Empty<Trial>(),
        [typeof(SearchSpace)] = TabularSettings.Space,
        [typeof(double[])] = new double[] { 1 },
        [typeof(string[])] = new[] { "a" },
        [typeof(bool?[])] = new bool?[] { true },
        [typeof(DateTime?[])] = new DateTime?[] { DateTime.UnixEpoch },
        [typeof(ModelCalibration)] = ModelCalibration.None,
    };

    static TabularModel Model =>
        field ??= Trained.Model(Table.Read(TestData.Iris), "species", new() { Epochs = 1, Quality = Quality.Fast });

    [Fact]
    public void NullIsRefusedByTheNameOfTheParameter()
    {
        var (wrong, refused) = (new List<string>(), 0);
        foreach (Type type in typeof(Table).Assembly.GetExportedTypes())
        {
            if (type.IsInterface || type.IsGenericTypeDefinition || type.IsEnum || typeof(Delegate).IsAssignableFrom(type)) continue;
            bool isRecord = type.GetMethod("<Clone>$") is not null;
            foreach (MethodBase method in type.GetMembers(Declared).OfType<MethodBase>())
            {
                // records and structures of data are whatever they are given
                if (method.IsGenericMethodDefinition || method.IsAbstract ||
                    method is ConstructorInfo && (isRecord || type.IsValueType)) continue;
                if (method.Name is "Equals" or "Deconstruct" || method.Name.Split('_')[0] is "op" or "set") continue;
                ParameterInfo[] parameters = method.GetParameters();
                object? of = method.IsStatic || method is ConstructorInfo ? null : Of(type);
                if (!method.IsStatic && method is MethodInfo && of is null) continue;
                for (int i = 0; i < parameters.Length; i++)
                {
                    if (parameters[i].ParameterType.IsValueType || parameters[i].ParameterType.IsByRef ||
                        MayBeNull(parameters[i])) continue;
                    object?[] arguments = new object?[parameters.Length];
                    if (Enumerable.Range(0, parameters.Length).Any(k => k != i && !TryMake(parameters[k], out arguments[k]))) continue;
                    string? found = Found(method, of, arguments);
                    if (found == parameters[i].Name) refused++;
                    else
                        wrong.Add($"{type.Name}.{method.Name}({string.Join(", ", parameters.AsEnumerable())}): {parameters[i].Name}: " +
                            $"{found ?? "nothing"}");
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.InRange(refused, 70, int.MaxValue);
    }

    static bool MayBeNull(ParameterInfo parameter) => s_nullability.Create(parameter).WriteState != NullabilityState.NotNull;

    static object? Of(Type type) => type == typeof(TabularModel) ? Model
        : s_made.GetValueOrDefault(type) is { } made ? made
        : typeof(Column).IsAssignableFrom(type) ? null
        : type.GetConstructor([]) is { } constructor ? constructor.Invoke(null)
        : null;

    static bool TryMake(ParameterInfo parameter, out object? made)
    {
        Type type = parameter.ParameterType;
        made = null;
        if (type.IsByRef || type.IsByRefLike) return false;
        if (parameter.HasDefaultValue && parameter.DefaultValue is not null)
        {
            made = type.IsEnum ? Enum.ToObject(type, parameter.DefaultValue) : parameter.DefaultValue;
            return true;
        }
        if (type.IsValueType)
        {
            made = type == typeof(double) ? 0.5 : type == typeof(int) ? 2 : Activator.CreateInstance(type);
            return true;
        }
        if (MayBeNull(parameter)) return true;
        made = type == typeof(Stream) ? new MemoryStream()
            : type == typeof(System.Data.Common.DbDataReader) ? new DataTable().CreateDataReader()
            : typeof(IPredictor).IsAssignableFrom(type) ? Model
            : s_made.GetValueOrDefault(type);
        return made is not null;
    }

    static string? Found(MethodBase method, object? of, object?[] arguments)
    {
        try
        {
            _ = method is ConstructorInfo constructor ? constructor.Invoke(arguments) : method.Invoke(of, arguments);
            return null;
        }
        catch (TargetInvocationException error)
        {
            return error.InnerException is ArgumentNullException refused ? refused.ParamName : error.InnerException!.ToString();
        }
    }
}
