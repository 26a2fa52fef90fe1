// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <openssl/crypto.h>
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

/// Frees at its end what OpenSSL keeps for this thread: a thread of a pool lives on, and otherwise
/// that is freed when the system ends the thread. Nobody waits for that, not QThread::wait()
/// either, and the process may be ending meanwhile.
class OpensslThread
{
public:
    OpensslThread() = default;
    ~OpensslThread() { OPENSSL_thread_stop(); }
    Q_DISABLE_COPY_MOVE(OpensslThread)
};

/// What OpenSSL says about the last failure in this thread, in its words; clears its queue.
inline QByteArray opensslError()
{
    const unsigned long code = ERR_peek_last_error();
    ERR_clear_error();
    const char *reason = ERR_reason_error_string(code);
    return reason != nullptr ? QByteArray(reason) : QByteArray("unknown error");
}

}  // namespace cosftp
