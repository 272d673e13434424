#pragma once
#include <string>
#include <string_view>

namespace artifact {

class Store {
public:
    explicit Store(std::string root);

    void put(const std::string &digest, std::string_view blob);
    void setUploadToken(const std::string &token);

private:
    std::string bucketFor(const std::string &digest) const;

    std::string root_;
};

}
