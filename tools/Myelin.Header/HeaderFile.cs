using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Myelin.Native.Boundary;

namespace Myelin.Generators;

/// <summary>myelin.h, from the C# declarations of the library's functions, structures and statuses, and from their comments.</summary>
static class HeaderFile
{
    const string Prefix = "myelin_";

    public static string Text()
    {
        var comments = new Comments(typeof(Exports).Assembly);
        var header = new StringBuilder($"""
            /*
             * myelin.h: predictions of Myelin's tabular models. Made by tools/Myelin.Header; do not edit.
             *
             * Texts are UTF-8 that a zero ends. Functions that return a myelin_status return MYELIN_OK, or an error whose
             * sentence myelin_last_error has. Any number of threads may use one model at once.
             */
            #ifndef MYELIN_H
            #define MYELIN_H

            #include <stddef.h>
            #include <stdint.h>

            #ifdef __cplusplus
            extern "C" {"{"}
            #endif

            /* The number that myelin_abi_version returns where the library is that of this header. */
            #define MYELIN_ABI_VERSION {Exports.AbiVersion}

            /* A loaded model. */
            typedef struct myelin_model myelin_model;


            """.ReplaceLineEndings("\n"));
        Constants(header, comments, typeof(Status), "MYELIN_");
        header.Append("typedef int32_t myelin_status;\n\n");
        Constants(header, comments, typeof(Flags), "MYELIN_FLAG_");
        foreach (Type structure in (Type[])[typeof(Options), typeof(Cells), typeof(Outputs)]) Structure(header, comments, structure);
        foreach (MethodInfo function in Functions()) Function(header, comments, function);
        header.Append("#ifdef __cplusplus\n}\n#endif\n\n#endif\n");
        return header.ToString();
    }

    /// <summary>In the order of their declarations.</summary>
    public static IEnumerable<MethodInfo> Functions() =>
        typeof(Exports).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(method => method.IsDefined(typeof(UnmanagedCallersOnlyAttribute))).OrderBy(method => method.MetadataToken);

    public static string NameOf(MethodInfo function) => function.GetCustomAttribute<UnmanagedCallersOnlyAttribute>()!.EntryPoint!;

    static void Constants(StringBuilder header, Comments comments, Type kind, string prefix)
    {
        Comments.Write(header, "", comments.Of(kind));
        header.Append("enum {\n");
        string[] names = Enum.GetNames(kind);
        foreach (string name in names)
        {
            Comments.Write(header, "    ", comments.Of(kind, name));
            header.Append("    ").Append(prefix).Append(Snake(name).ToUpperInvariant()).Append(" = ")
                .Append((int)Enum.Parse(kind, name)).Append(name == names[^1] ? "\n" : ",\n");
        }
        header.Append("};\n\n");
    }

    static void Structure(StringBuilder header, Comments comments, Type structure)
    {
        string name = Prefix + Snake(structure.Name);
        Comments.Write(header, "", comments.Of(structure));
        header.Append($"typedef struct {name} {{\n");
        foreach (FieldInfo field in structure.GetFields(BindingFlags.Instance | BindingFlags.Public).OrderBy(field => field.MetadataToken))
        {
            Comments.Write(header, "    ", comments.Of(structure, field.Name));
            // what C# may not write to, the library only reads
            header.Append("    ").Append(Declared(field.FieldType, Snake(field.Name), isConst: field.IsInitOnly)).Append(";\n");
        }
        header.Append($"}} {name};\n\n");
    }

    static void Function(StringBuilder header, Comments comments, MethodInfo function)
    {
        ParameterInfo[] parameters = function.GetParameters();
        Comments.Write(header, "", [comments.Of(function),
            .. parameters.Select(parameter => $"{parameter.Name}: {comments.Of(function, parameter.Name!)}")]);
        string list = parameters.Length == 0 ? "void"
            : string.Join(", ", parameters.Select(parameter => Declared(parameter.ParameterType, parameter.Name!, IsRead(parameter))));
        // texts that the library keeps are not the caller's to write
        string returned = Declared(function.ReturnType, NameOf(function), isConst: true);
        string line = $"{returned}({list});";
        if (line.Length > 100)
            line = line.Replace("(", "(\n    ", StringComparison.Ordinal).Replace(", ", ",\n    ", StringComparison.Ordinal);
        header.Append(line).Append("\n\n");
    }

    // what a function gives back is a pointer to a pointer or to a number; free_string takes what was given
    static bool IsRead(ParameterInfo parameter) =>
        parameter.ParameterType != typeof(nint) && NameOf((MethodInfo)parameter.Member) != Prefix + "free_string" &&
        (parameter.ParameterType == typeof(byte).MakePointerType() || parameter.ParameterType == typeof(void).MakePointerType() ||
            parameter.ParameterType.GetElementType() is { IsPrimitive: false, IsPointer: false });

    static string Declared(Type type, string name, bool isConst)
    {
        string text = Name(type, isConst && type.IsPointer);
        return text.EndsWith('*') ? text + name : $"{text} {name}";
    }

    static string Name(Type type, bool isConst) => (isConst ? "const " : "") + Plain(type, isConst);

    static string Plain(Type type, bool isConst)
    {
        if (type.IsPointer)
        {
            string to = Plain(type.GetElementType()!, isConst);
            return to.EndsWith('*') ? to + (isConst ? "const *" : "*") : to + " *";
        }
        if (type == typeof(nint)) return "myelin_model *";
        if (type == typeof(Status)) return "myelin_status";
        if (type.Assembly == typeof(Exports).Assembly) return Prefix + Snake(type.Name);
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Byte => "char",
            TypeCode.Int32 => "int32_t",
            TypeCode.Int64 => "int64_t",
            TypeCode.Single => "float",
            TypeCode.Double => "double",
            _ when type == typeof(nuint) => "size_t",
            _ when type == typeof(void) => "void",
            _ => throw new NotSupportedException($"C has no name for {type}."),
        };
    }

    static string Snake(string name) => string.Concat(name.Select((letter, i) =>
        char.IsUpper(letter) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(letter) : $"{letter}"));
}
