// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <optional>

namespace cosftp {

/// Sessions and data connections of the process, counted together against one limit. Thread-safe.
class ConnectionCounter : public std::enable_shared_from_this<ConnectionCounter>
{
public:
    /// One connection; counted until it dies.
    class Lease
    {
    public:
        explicit Lease(std::shared_ptr<ConnectionCounter> counter) : m_counter(std::move(counter))
        {}
        ~Lease() { release(); }
        Lease(const Lease &) = delete;
        Lease &operator=(const Lease &) = delete;
        Lease(Lease &&other) noexcept : m_counter(std::move(other.m_counter)) {}
        Lease &operator=(Lease &&other) noexcept
        {
            if (this != &other) {
                release();
                m_counter = std::move(other.m_counter);
            }
            return *this;
        }

    private:
        void release()
        {
            if (m_counter)
                --m_counter->m_count;
            m_counter.reset();
        }
        std::shared_ptr<ConnectionCounter> m_counter;
    };

    /// `limit` 0: no limit.
    explicit ConnectionCounter(int limit) : m_limit(limit) {}

    /// Nothing when the limit is reached.
    std::optional<Lease> take()
    {
        const int count = ++m_count;
        const int limit = m_limit;
        if (limit > 0 && count > limit) {
            --m_count;
            return std::nullopt;
        }
        return Lease(shared_from_this());
    }
    void setLimit(int limit) { m_limit = limit; }
    [[nodiscard]] int count() const { return m_count; }

private:
    std::atomic<int> m_count{0};
    std::atomic<int> m_limit;
};

}  // namespace cosftp
