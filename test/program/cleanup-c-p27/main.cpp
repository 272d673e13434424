// STD: c++20
#include "bundle.hpp"

#include <fstream>
#include <thread>

int main() {
    patchd::BundleRegistry reg;
    reg.publish({"skyfall", 11, "/srv/patchd/skyfall/11"});

    std::thread client([&] {
        patchd::AssetBundle b;
        if (reg.beginDownload("skyfall", b)) {
            std::ifstream manifest(b.dir / "manifest.bin", std::ios::binary);
            reg.endDownload(b);
        }
    });
    std::thread release([&] {
        patchd::AssetBundle next{"skyfall", 12, "/srv/patchd/skyfall/12"};
        reg.publish(next);
        reg.dropSuperseded(next);
    });
    client.join();
    release.join();
    reg.dropUnreferenced({"skyfall", 12, {}});
}
