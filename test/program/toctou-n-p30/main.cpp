// STD: c++20
// Publishes packages into the release tree. A published version is final:
// several build hosts may try to publish the same one, the first wins.
#include "publish.h"

#include <fstream>
#include <iostream>
#include <iterator>
#include <thread>
#include <vector>

namespace fs = std::filesystem;

static std::string slurp(const fs::path &p)
{
    std::ifstream in(p, std::ios::binary);
    if (!in)
        throw std::runtime_error("cannot read " + p.string());
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

static repo::Outcome publish(const fs::path &tree, const fs::path &package)
{
    const fs::path target = tree / package.filename();
    if (repo::released(target))
        return repo::Outcome::AlreadyThere;

    repo::Draft draft(tree);
    if (!draft.write(slurp(package)))
        return repo::Outcome::Failed;
    return draft.commit(target);
}

static const char *text(repo::Outcome o)
{
    switch (o) {
    case repo::Outcome::Published:
        return "published";
    case repo::Outcome::AlreadyThere:
        return "was published before";
    default:
        return "failed";
    }
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        std::cerr << "usage: publish TREE PACKAGE...\n";
        return 2;
    }
    const fs::path tree = argv[1];
    std::vector<repo::Outcome> results(static_cast<std::size_t>(argc) - 2, repo::Outcome::Failed);
    {
        std::vector<std::jthread> threads;
        for (int i = 2; i < argc; ++i)
            threads.emplace_back([&results, &tree, argv, i] {
                try {
                    results[static_cast<std::size_t>(i) - 2] = publish(tree, argv[i]);
                } catch (const std::exception &e) {
                    std::cerr << std::string(e.what()) + "\n";
                }
            });
    }
    int rc = 0;
    for (std::size_t i = 0; i < results.size(); ++i) {
        std::cout << argv[i + 2] << ": " << text(results[i]) << '\n';
        if (results[i] == repo::Outcome::Failed)
            rc = 1;
    }
    return rc;
}
