// RUN: %tocsin %s
// STD: c++20
// World services of the zone server.
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace zone {

struct NavMesh {
    std::vector<float> verts;
    std::vector<int> polys;
    static NavMesh *load(const std::string &map) {
        auto *m = new NavMesh;
        std::ifstream in("maps/" + map + ".nav");
        float f;
        while (in >> f)
            m->verts.push_back(f);
        return m;
    }
    bool walkable(float x, float z) const { return !verts.empty() && x >= verts.front() && z <= verts.back(); }
};

struct LootTable {
    std::map<int, double> odds;
    static LootTable *parse(const char *path) {
        auto *t = new LootTable;
        std::ifstream in(path);
        int item;
        double p;
        while (in >> item >> p)
            t->odds.emplace(item, p);
        return t;
    }
};

const LootTable &globalLoot() {
    static LootTable *table;
    if (!table)
        table = LootTable::parse("data/global_loot.txt"); // EXPECT: check-then-act
    return *table;
}

const LootTable &bossLoot() {
    static const LootTable *table = LootTable::parse("data/boss_loot.txt");
    return *table;
}

class Zone {
public:
    explicit Zone(std::string map) : map_(std::move(map)) {}
    ~Zone() { delete mesh_; }

    const NavMesh &mesh() {
        if (!mesh_) {
            std::lock_guard<std::mutex> g(mesh_mu_);
            if (!mesh_)
                mesh_ = NavMesh::load(map_); // EXPECT: check-then-act
        }
        return *mesh_;
    }

    void spawn(int id, float x, float z) {
        if (!mesh().walkable(x, z))
            return;
        std::lock_guard<std::mutex> g(mobs_mu_);
        auto [it, fresh] = mobs_.try_emplace(id, Mob{x, z, 100});
        if (fresh)
            ++spawned_;
    }

    double kill(int id, bool boss) {
        {
            std::lock_guard<std::mutex> g(mobs_mu_);
            if (mobs_.erase(id) == 0)
                return 0.0;
            --spawned_;
        }
        const LootTable &t = boss ? bossLoot() : globalLoot();
        auto it = t.odds.find(id % 100);
        return it == t.odds.end() ? 0.0 : it->second;
    }

private:
    struct Mob {
        float x, z;
        int hp;
    };
    const std::string map_;
    std::mutex mesh_mu_;
    NavMesh *mesh_ = nullptr;
    std::mutex mobs_mu_;
    std::unordered_map<int, Mob> mobs_;
    int spawned_ = 0;
};

} // namespace zone

int main(int argc, char **argv) {
    zone::Zone z(argc > 1 ? argv[1] : "elwynn");
    std::vector<std::thread> sims;
    for (int t = 0; t < 4; ++t)
        sims.emplace_back([&z, t] {
            for (int i = 0; i < 1000; ++i) {
                z.spawn(t * 1000 + i, float(i), float(t));
                z.kill(t * 1000 + i, i % 50 == 0);
            }
        });
    for (auto &s : sims)
        s.join();
}
