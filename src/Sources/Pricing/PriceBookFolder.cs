using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Pricing;

/// <summary>A price book in a folder, as <c>prices:</c> of a workspace names it.</summary>
public static class PriceBookFolder
{
    /// <summary>Opens the book; a region's files are read when the region is first asked for.</summary>
    /// <exception cref="ProblemException">The folder or its index is missing or malformed.</exception>
    public static PriceBook Open(string folder)
    {
        if (!Directory.Exists(folder))
            throw new ProblemException(new Problem($"no folder `{folder}`", "prices", "name a folder of price files, or leave `prices:` out for the built-in prices"));
        return PriceBook.Load(folder, path => OpenFile(Path.Combine(folder, path)));
    }

    private static FileStream? OpenFile(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new ProblemException(new Problem($"`{path}` cannot be read", path, "make it a file that you may read"));
        }
    }
}
