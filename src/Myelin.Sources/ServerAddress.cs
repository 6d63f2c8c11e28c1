using System.Data.Common;

namespace Myelin.Sources;

/// <summary>
/// An address of PostgreSQL, <c>postgresql://user:password@host:port/database?sslmode=require</c>, as settings
/// (its manual, section 34.1.1.2).
/// </summary>
static class ServerAddress
{
    public static bool Is(string connection) =>
        connection.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase) ||
        connection.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase);

    public static DbConnectionStringBuilder Read(string connection)
    {
        if (!Uri.TryCreate(connection, UriKind.Absolute, out Uri? address))
            throw Place.Wrong("is no address such as postgresql://user@host:5432/database");
        var settings = new DbConnectionStringBuilder { ["Host"] = address.Host.Length > 0 ? address.Host : "localhost" };
        if (address.Port > 0) settings["Port"] = address.Port;
        string[] user = address.UserInfo.Split(':', 2);
        if (user[0].Length > 0) settings["Username"] = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) settings["Password"] = Uri.UnescapeDataString(user[1]);
        if (address.AbsolutePath.Length > 1) settings["Database"] = Uri.UnescapeDataString(address.AbsolutePath[1..]);
        foreach (string pair in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=', 2);
            if (parts.Length != 2) throw Place.Wrong("is no address such as postgresql://user@host:5432/database?sslmode=require");
            settings[Name(parts[0])] = Uri.UnescapeDataString(parts[1]);
        }
        return settings;
    }

    // as PostgreSQL's own library calls them, and as .NET's driver does
    static string Name(string key) => key switch
    {
        "sslmode" => "SSL Mode",
        "connect_timeout" => "Timeout",
        "application_name" => "Application Name",
        "sslrootcert" => "Root Certificate",
        _ => key,
    };
}
