// STD: c++20
#include "settlement.h"

#include <cstdio>

namespace settle {

void Desk::correct(const std::string& book, std::int64_t quantity, std::int64_t price) {
    if (quantity == 0)
        return;
    engine_.apply(Trade{book, quantity, price});
}

void Desk::bust(const Trade& t) {
    std::lock_guard lk(engine_.mutex());
    engine_.apply(Trade{t.book, -t.quantity, t.price});
}

}  // namespace settle

int main() {
    using namespace settle;
    const std::vector<Trade> backlog{{"fx", 100, 7}, {"rates", 20, 99}};
    Engine engine(backlog);
    std::vector<std::thread> operators;
    for (int i = 0; i < 3; ++i)
        operators.emplace_back([&engine, i] {
            Desk desk(engine);
            for (int n = 1; n < 200; ++n) {
                engine.submit({"fx", n, 7});
                desk.correct("fx", i - 1, 7);
                desk.bust({"rates", 1, 99});
            }
        });
    for (auto& t : operators)
        t.join();
    const Position p = engine.position("fx");
    std::printf("fx %lld/%lld\n", static_cast<long long>(p.quantity), static_cast<long long>(p.notional));
}
