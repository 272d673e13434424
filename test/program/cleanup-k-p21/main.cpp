// STD: c++20
#include "tenant.h"
#include <iostream>
#include <thread>

int main() {
    dbaas::TenantCatalog cat("/var/lib/dbaas");
    cat.create("acme");
    std::thread user([&] {
        if (cat.openSession("acme"))
            cat.closeSession("acme");
    });
    cat.markDeleted("acme");
    user.join();
    std::cout << cat.purgeDeleted(std::chrono::hours(72)) << '\n';
}
