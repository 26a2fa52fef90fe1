// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/model_bucket.h"

#include <QDeadlineTimer>

#include <functional>

namespace cosftp::test {

/// What a session may still believe of names that a session at another server has changed since it
/// logged in. Everything else it has to know as it is. Two rules of the server allow it:
/// - What a session was told or did itself to a name it may repeat for up to ten seconds, also
/// where
///   a listing of the bucket would say otherwise (files/README.md, "Own changes").
/// - What another server has put aside of an interrupted upload a server learns when its user logs
///   in (transfer/README.md, "Who knows what waits"): a session that is older need not know it.
class SessionMemory
{
public:
    void changedElsewhere(const BucketView &before, const BucketView &after);
    /// The other server has put aside what the same client left there.
    void keptElsewhere(const BucketView &before, const BucketView &after);
    /// What the session did itself it knows.
    void changedHere(const BucketView &before, const BucketView &after);
    /// A step begins: of some names the ten seconds are over.
    void passTime();

    /// It is so by what was under the names at a moment that the session may remember.
    [[nodiscard]] bool mayBelieve(const std::function<bool(const BucketView &view)> &isSo) const;
    /// The same of what is shown, which is made of objects and of uploads that wait: the session
    /// may remember the ones and know how it is with the others.
    [[nodiscard]] bool mayShow(const BucketView &now,
                               const std::function<bool(const BucketView &view)> &isSo) const;
    /// What waits under the key is not what waited there once in the life of this session.
    [[nodiscard]] bool mayMissKept(const BucketView &now, const QByteArray &key) const;

private:
    struct Past
    {
        BucketView view;
        QDeadlineTimer names;  ///< So long files and folders may be remembered.
        bool hasNames = true;
    };
    QList<Past> m_past;
};

}  // namespace cosftp::test
