// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// World server of the online game: inventories and the auction house.
#include <boost/thread/locks.hpp>
#include <boost/thread/shared_mutex.hpp>

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace world {

struct Listing {
    std::uint32_t item = 0;
    std::int64_t price = 0;
    std::string bidder;
    std::uint32_t revision = 0;
};

enum class BidResult { Accepted, Outdated, TooLow, NoListing };

class AuctionHouse {
public:
    BidResult bid(std::uint32_t id, const std::string& who, std::int64_t price,
                  std::uint32_t seen_revision)
    {
        boost::upgrade_lock<boost::shared_mutex> up(mutex_);
        auto it = listings_.find(id);
        if (it == listings_.end())
            return BidResult::NoListing;
        if (it->second.revision != seen_revision)
            return BidResult::Outdated;
        if (price <= it->second.price)
            return BidResult::TooLow;
        boost::upgrade_to_unique_lock<boost::shared_mutex> w(up);
        it->second.price = price;
        it->second.bidder = who;
        ++it->second.revision;
        return BidResult::Accepted;
    }

    void list(std::uint32_t id, const Listing& l)
    {
        boost::unique_lock<boost::shared_mutex> w(mutex_);
        listings_[id] = l;
        listings_[id].revision = 1;
    }

    // Price suggestion runs a slow model in between.
    BidResult reprice(std::uint32_t id, std::uint32_t seen_revision,
                      const std::function<std::int64_t(const Listing&)>& model)
    {
        Listing copy;
        {
            boost::shared_lock<boost::shared_mutex> r(mutex_);
            auto it = listings_.find(id);
            if (it == listings_.end())
                return BidResult::NoListing;
            if (it->second.revision != seen_revision)
                return BidResult::Outdated;
            copy = it->second;
        }
        const std::int64_t price = model(copy);
        boost::unique_lock<boost::shared_mutex> w(mutex_);
        if (!current(id, seen_revision))
            return BidResult::Outdated;
        listings_[id].price = price;
        ++listings_[id].revision;
        return BidResult::Accepted;
    }

private:
    bool current(std::uint32_t id, std::uint32_t revision) const
    {
        auto it = listings_.find(id);
        return it != listings_.end() && it->second.revision == revision;
    }

    boost::shared_mutex mutex_;
    std::map<std::uint32_t, Listing> listings_;
};

// Replication of terrain chunks: the newest epoch announced wins.
class ChunkOwner {
public:
    bool announce(std::uint64_t epoch, const std::string& node)
    {
        std::lock_guard<std::mutex> g(m_);
        if (epoch < epoch_)
            return false;
        epoch_ = epoch;
        node_ = node;
        return true;
    }
    std::string node() const
    {
        std::lock_guard<std::mutex> g(m_);
        return node_;
    }

private:
    mutable std::mutex m_;
    std::uint64_t epoch_ = 0;
    std::string node_;
};

// The chunk image has several readers and one writer at a time (edit lock).
class Chunk {
public:
    bool edit(std::uint32_t base_version, const std::vector<std::uint8_t>& tiles)
    {
        std::lock_guard<std::mutex> editor(edit_);
        if (snapshot()->version != base_version)
            return false;
        auto next = std::make_shared<Image>();
        next->version = base_version + 1;
        next->tiles = tiles;
        std::lock_guard<std::mutex> g(publish_);
        image_ = std::move(next);
        return true;
    }

private:
    struct Image {
        std::uint32_t version = 0;
        std::vector<std::uint8_t> tiles;
    };
    std::shared_ptr<const Image> snapshot() const
    {
        std::lock_guard<std::mutex> g(publish_);
        return image_;
    }
    std::mutex edit_;
    mutable std::mutex publish_;
    std::shared_ptr<const Image> image_ = std::make_shared<Image>();
};

} // namespace world
