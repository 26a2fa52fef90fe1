// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/upload_place.h"

#include <QDateTime>

#include <list>
#include <map>
#include <mutex>

namespace cosftp {

/// The names that users of this process have stored whole or deleted, and when: an upload that had
/// begun before is of no use any more, also where it is put aside only later, by another session or
/// another server. Remembers the last 20,000 names. Thread-safe.
class SettledNames final
{
public:
    /// It happened a moment ago. `storeNow`: UTC, by the store's clock.
    void note(const UploadPlace &place, const QDateTime &storeNow);
    /// It happened since an upload began (see ParkedUpload), for certain: two servers know the
    /// store's clock to two seconds. Only of uploads over nothing (`base`): one that began over a
    /// finished object goes on only as long as that stands, so it cannot come to light behind a
    /// newer one.
    [[nodiscard]] bool isSettledSince(const UploadPlace &place, const QByteArray &base,
                                      const QDateTime &began) const;

private:
    struct Moment
    {
        QDateTime byStore;
        std::list<UploadPlace>::iterator inOrder;
    };
    mutable std::mutex m_mutex;
    std::map<UploadPlace, Moment> m_settled;
    std::list<UploadPlace> m_inOrder;  ///< The oldest first.
};

}  // namespace cosftp
