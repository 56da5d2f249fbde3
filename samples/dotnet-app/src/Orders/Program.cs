var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/orders", () => new[] { new Order(1, "Rope"), new Order(2, "Nails") });
app.Run();

internal sealed record Order(int Number, string Item);
