// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/listing_notice.h"

#include <QList>

namespace cosftp {

QByteArray LeftOut::words() const
{
    QList<QByteArray> reasons;
    if (unshowable > 0)
        reasons += QByteArray::number(unshowable) + " that FTP cannot show under this name";
    if (unwritable > 0)
        reasons += QByteArray::number(unwritable) + " with names outside of the client's charset";
    return reasons.isEmpty() ? QByteArray()
                             : QByteArray::number(count()) + " left out: " + reasons.join(", ");
}

}  // namespace cosftp
