// RUN: %tocsin %s
// STD: c++20
// Plugin host: loads codecs on demand; several import threads ask at once.
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

class Codec {
public:
    virtual ~Codec() = default;
    virtual std::string name() const = 0;
    virtual size_t decode(const std::string& in) = 0;
};

class RawCodec final : public Codec {
public:
    explicit RawCodec(std::string n) : name_(std::move(n)) {}
    std::string name() const override { return name_; }
    size_t decode(const std::string& in) override { return in.size(); }
private:
    const std::string name_;
};

class CodecRegistry {
public:
    bool contains(const std::string& mime) const {
        std::lock_guard<std::mutex> g(mu_);
        return codecs_.find(mime) != codecs_.end();
    }
    void add(const std::string& mime, std::shared_ptr<Codec> c) {
        std::lock_guard<std::mutex> g(mu_);
        codecs_[mime] = std::move(c);
        ++generation_;
    }
    std::shared_ptr<Codec> get(const std::string& mime) const {
        std::lock_guard<std::mutex> g(mu_);
        auto it = codecs_.find(mime);
        return it == codecs_.end() ? nullptr : it->second;
    }
    std::shared_ptr<Codec> getOrAdd(const std::string& mime, const std::function<std::shared_ptr<Codec>()>& make) {
        std::lock_guard<std::mutex> g(mu_);
        auto& slot = codecs_[mime];
        if (!slot) {
            slot = make();
            ++generation_;
        }
        return slot;
    }
    unsigned generation() const {
        std::lock_guard<std::mutex> g(mu_);
        return generation_;
    }
private:
    mutable std::mutex mu_;
    std::map<std::string, std::shared_ptr<Codec>> codecs_;
    unsigned generation_ = 0;
};

class Importer {
public:
    explicit Importer(CodecRegistry& r) : registry_(r) {}

    void importAll(const std::vector<std::string>& files) {
        std::vector<std::thread> workers;
        for (size_t t = 0; t < 4; ++t)
            workers.emplace_back([this, &files, t] {
                for (size_t i = t; i < files.size(); i += 4)
                    importOne(files[i]);
            });
        for (auto& w : workers)
            w.join();
        std::cout << bytes_ << " bytes, gen " << registry_.generation() << '\n';
    }

private:
    static std::string mimeOf(const std::string& file) {
        auto dot = file.rfind('.');
        return dot == std::string::npos ? "application/octet-stream" : "x/" + file.substr(dot + 1);
    }

    void importOne(const std::string& file) {
        const std::string mime = mimeOf(file);
        if (!registry_.contains(mime))
            registry_.add(mime, std::make_shared<RawCodec>(mime)); // EXPECT: check-then-act
        auto fallback = registry_.getOrAdd("x/raw", [] { return std::make_shared<RawCodec>("raw"); });
        auto codec = registry_.get(mime);
        size_t n = (codec ? codec : fallback)->decode(file);
        std::lock_guard<std::mutex> g(totalsMu_);
        bytes_ += n;
    }

    CodecRegistry& registry_;
    std::mutex totalsMu_;
    size_t bytes_ = 0;
};

int main(int argc, char** argv) {
    CodecRegistry reg;
    if (!reg.contains("x/txt"))
        reg.add("x/txt", std::make_shared<RawCodec>("txt"));
    Importer imp(reg);
    imp.importAll(std::vector<std::string>(argv + 1, argv + argc));
}
