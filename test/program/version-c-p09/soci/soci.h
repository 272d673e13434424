// Subset of SOCI 4.0 used here.
#pragma once
#include <memory>
#include <string>

namespace soci {

namespace details {
struct into_type_base { virtual ~into_type_base() = default; };
struct use_type_base { virtual ~use_type_base() = default; };
typedef std::unique_ptr<into_type_base> into_type_ptr;
typedef std::unique_ptr<use_type_base> use_type_ptr;

class once_temp_type {
public:
    once_temp_type(const once_temp_type&);
    ~once_temp_type() noexcept(false);
    template <typename T> once_temp_type& operator<<(const T& t);
    once_temp_type& operator,(into_type_ptr const& i);
    once_temp_type& operator,(use_type_ptr const& u);
};

class prepare_temp_type {
public:
    prepare_temp_type(const prepare_temp_type&);
    ~prepare_temp_type();
    prepare_temp_type& operator,(into_type_ptr const& i);
    prepare_temp_type& operator,(use_type_ptr const& u);
};

class prepare_type {
public:
    template <typename T> prepare_temp_type operator<<(const T& t);
};
}  // namespace details

template <typename T> details::into_type_ptr into(T& t);
template <typename T> details::use_type_ptr use(const T& t);

class session {
public:
    explicit session(const std::string& connect);
    template <typename T> details::once_temp_type operator<<(const T& query);
    bool got_data() const;
    void begin();
    void commit();
    void rollback();
    details::prepare_type prepare;
};

class statement {
public:
    statement(const details::prepare_temp_type& p);
    bool execute(bool withDataExchange = false);
    long long get_affected_rows();
};

class transaction {
public:
    explicit transaction(session& s);
    ~transaction();
    void commit();
    void rollback();
};

}  // namespace soci
