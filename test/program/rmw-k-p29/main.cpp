// STD: c++20
#include "exporter.h"
#include <iostream>
#include <vector>

bool serveOne(int conn, telemetry::Span& span);

int main() {
    telemetry::Exporter exporter(4096);
    exporter.start();

    std::vector<std::thread> conns;
    for (int c = 0; c < 16; ++c)
        conns.emplace_back([&exporter, c] {
            telemetry::Span span;
            while (serveOne(c, span))
                exporter.push(span);
        });
    for (auto& t : conns)
        t.join();
    std::cout << exporter.flushed() << " spans flushed\n";
}
