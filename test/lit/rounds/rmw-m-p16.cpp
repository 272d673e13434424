// RUN: %tocsin %s
// STD: c++20
// Codec registry of the transcoder; plugins register factories at startup.
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

namespace xcode {

struct Codec {
    virtual ~Codec() = default;
    virtual std::string encode(const std::string &in) = 0;
};

struct PassThrough : Codec {
    std::string encode(const std::string &in) override { return in; }
};

class Tables {
public:
    Tables() : quant_(64)
    {
        for (size_t i = 0; i < quant_.size(); ++i)
            quant_[i] = static_cast<int>(i * i / 7 + 1);
    }
    int quant(size_t i) const { return quant_[i % quant_.size()]; }

private:
    std::vector<int> quant_;
};

class Registry {
public:
    static Registry &instance()
    {
        static Registry r;
        return r;
    }

    const Tables *tables()
    {
        if (!tables_) {
            std::lock_guard<std::mutex> g(initMutex_);
            if (!tables_)
                tables_ = new Tables; // EXPECT: check-then-act
        }
        return tables_;
    }

    std::shared_ptr<Codec> codec(const std::string &name)
    {
        std::lock_guard<std::mutex> g(mapMutex_);
        auto it = codecs_.find(name);
        if (it != codecs_.end())
            return it->second;
        auto c = std::make_shared<PassThrough>();
        codecs_.emplace(name, c);
        return c;
    }

    bool registerCodec(const std::string &name, std::shared_ptr<Codec> c)
    {
        if (codecs_.count(name) != 0)
            return false;
        codecs_[name] = std::move(c); // EXPECT: check-then-act
        return true;
    }

    const std::string &defaultProfile()
    {
        std::call_once(profileOnce_, [this] { profile_ = "main-" + std::to_string(tables()->quant(3)); });
        return profile_;
    }

private:
    std::mutex initMutex_;
    const Tables *tables_ = nullptr;
    std::mutex mapMutex_;
    std::map<std::string, std::shared_ptr<Codec>> codecs_;
    std::once_flag profileOnce_;
    std::string profile_;
};

const std::string &licenceBanner()
{
    static std::string *banner;
    if (!banner)
        banner = new std::string("licensed to " + Registry::instance().defaultProfile()); // EXPECT: check-then-act
    return *banner;
}

std::string job(const std::string &name, const std::string &input)
{
    Registry &reg = Registry::instance();
    if (name.starts_with("x-"))
        reg.registerCodec(name, std::make_shared<PassThrough>());
    auto c = reg.codec(name);
    if (!c)
        throw std::runtime_error("no codec " + name);
    return licenceBanner() + c->encode(input) + std::to_string(reg.tables()->quant(input.size()));
}

} // namespace xcode

int main()
{
    std::vector<std::future<std::string>> out;
    for (int i = 0; i < 32; ++i)
        out.push_back(std::async(std::launch::async, xcode::job, i % 2 ? "h264" : "x-raw", "payload"));
    size_t total = 0;
    for (auto &f : out)
        total += f.get().size();
    return total == 0;
}
