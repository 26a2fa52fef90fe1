// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/failure.h"

#include <functional>
#include <utility>
#include <variant>

namespace cosftp {

/// A value or the reason why there is none; spelled like std::expected. A default-built one is a
/// failure, so a forgotten answer is never taken for success.
template <typename T>
class [[nodiscard]] Result
{
public:
    Result() : m_content(Failure::of(Failure::Code::Internal, QStringLiteral("no result"))) {}
    Result(T value)
        : m_content(std::in_place_index<0>, std::move(value))
    {}  // NOLINT(google-explicit-constructor)
    Result(Failure failure)
        : m_content(std::in_place_index<1>, std::move(failure))
    {}  // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool has_value() const { return m_content.index() == 0; }
    explicit operator bool() const { return has_value(); }
    [[nodiscard]] const T &value() const { return std::get<0>(m_content); }
    [[nodiscard]] T &value() { return std::get<0>(m_content); }
    const T &operator*() const { return value(); }
    T &operator*() { return value(); }
    const T *operator->() const { return &value(); }
    T *operator->() { return &value(); }
    [[nodiscard]] const Failure &error() const { return std::get<1>(m_content); }

private:
    std::variant<T, Failure> m_content;
};

/// Success that carries nothing.
struct Done
{
    bool operator==(const Done &) const = default;
};
using Outcome = Result<Done>;

/// Receives the one answer to one question, in the thread of the context object.
template <typename T>
using Handler = std::function<void(Result<T>)>;

}  // namespace cosftp
