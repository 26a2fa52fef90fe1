// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <openssl/err.h>

#include <memory>

namespace cosftp {

/// Frees an OpenSSL object with its own function.
template <auto Free>
struct FreeWith
{
    template <typename T>
    void operator()(T *object) const
    {
        Free(object);
    }
};
template <typename T, auto Free>
using OpensslPtr = std::unique_ptr<T, FreeWith<Free>>;

/// What OpenSSL says about the last failure in this thread, in its words; clears its queue.
inline QByteArray opensslError()
{
    const unsigned long code = ERR_peek_last_error();
    ERR_clear_error();
    const char *reason = ERR_reason_error_string(code);
    return reason != nullptr ? QByteArray(reason) : QByteArray("unknown error");
}

}  // namespace cosftp
