namespace CostTool.Analyzer.Rightsizing.Forecasting;

/// <summary>The little linear algebra of small symmetric positive definite matrices that a regression needs, by Cholesky's decomposition.</summary>
internal static class Symmetric
{
    /// <summary>Solves <paramref name="matrix"/> x = <paramref name="right"/>.</summary>
    public static double[] Solve(double[,] matrix, double[] right)
    {
        var lower = Cholesky(matrix);
        var size = right.Length;
        var solution = (double[])right.Clone();
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < row; column++) solution[row] -= lower[row, column] * solution[column];
            solution[row] /= lower[row, row];
        }

        for (var row = size - 1; row >= 0; row--)
        {
            for (var column = row + 1; column < size; column++) solution[row] -= lower[column, row] * solution[column];
            solution[row] /= lower[row, row];
        }

        return solution;
    }

    /// <summary>The inverse.</summary>
    public static double[,] Inverse(double[,] matrix)
    {
        var size = matrix.GetLength(0);
        var inverse = new double[size, size];
        for (var column = 0; column < size; column++)
        {
            var unit = new double[size];
            unit[column] = 1;
            var solved = Solve(matrix, unit);
            for (var row = 0; row < size; row++) inverse[row, column] = solved[row];
        }

        return inverse;
    }

    /// <summary>The product of two square matrices.</summary>
    public static double[,] Multiply(double[,] left, double[,] right)
    {
        var size = left.GetLength(0);
        var product = new double[size, size];
        for (var row = 0; row < size; row++)
            for (var column = 0; column < size; column++)
                for (var index = 0; index < size; index++)
                    product[row, column] += left[row, index] * right[index, column];
        return product;
    }

    private static double[,] Cholesky(double[,] matrix)
    {
        var size = matrix.GetLength(0);
        var lower = new double[size, size];
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var sum = matrix[row, column];
                for (var index = 0; index < column; index++) sum -= lower[row, index] * lower[column, index];
                // Rounding can make a pivot of a nearly singular matrix negative by less than this.
                lower[row, column] = row == column ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / lower[column, column];
            }
        }

        return lower;
    }
}
