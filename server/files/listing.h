// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/entry.h"

#include <QObject>

namespace cosftp {

/// The entries of one folder, page by page (up to 1,000 each), in flat memory. The page after the
/// present one is fetched while the receiver is busy; call next() when the present one is done
/// with. The first answer is page() (maybe empty) for a folder or file, or finished() with
/// NotFound. Entries whose names cannot be shown or addressed are left out and counted. Deleting it
/// cancels.
class Listing : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Listing)

public:
    explicit Listing(QObject *parent) : QObject(parent) {}
    ~Listing() override = default;

    virtual void start() = 0;
    virtual void next() = 0;  ///< Asks for the next page() or finished().
    /// True once page() came and the path was a file: the page has one entry.
    [[nodiscard]] virtual bool isOfFile() const = 0;
    [[nodiscard]] virtual bool wasCut() const = 0;  ///< maxEntries was reached and there was more.
    [[nodiscard]] virtual int hiddenEntries() const = 0;

Q_SIGNALS:
    void page(const QList<cosftp::Entry> &entries);
    void finished(const cosftp::Outcome &outcome);
};

}  // namespace cosftp
