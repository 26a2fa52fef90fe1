// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/claim_record.h"
#include "files/read_small.h"

#include <QObject>
#include <QPointer>

#include <chrono>
#include <memory>

namespace cosftp {

/// How old an object of ours is by the store's clock; zero if the store does not say.
std::chrono::milliseconds ageOf(const ObjectInfo &info, const ObjectStore &store);

/// Puts one's own claim in the place of one that its holder has not renewed for the lease, or of
/// one's own that may be about to be taken over. A marker beside the claim, made by an exclusive
/// create, holds the new claim's content; then the claim is looked at again; then the marker is
/// copied over it, which the store does only while the marker is still this very one. So of all
/// that try only those succeed whose marker stood from before the look until the copy, and such
/// times cannot overlap: whoever comes later sees the new claim. A marker that a crash left is
/// removed by who finds it older than the lease; nobody relies on its being there but the copy.
/// Runs to its end, which leaves no marker, when the context has died: nothing is claimed then.
/// 5 requests. Deletes itself.
class ClaimTakeover final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ClaimTakeover)

public:
    static constexpr std::chrono::seconds lease{30};  ///< Of claims and of markers.

    /// Answers with the claim as it was stored, or Changed if there is none to take over (any
    /// more): another one is as fast, its holder lives, it is gone.
    ClaimTakeover(std::shared_ptr<ObjectStore> store, ClaimRecord own, QObject *context,
                  Handler<StoredObject> handler);
    ~ClaimTakeover() override;

    void start();

private:
    void onMarked(const Result<StoredObject> &marker);
    void onForeignMarker(const Result<SmallObject> &marker);
    void look();
    void onLooked(const Result<SmallObject> &claim);
    void onCopied(const Result<StoredObject> &copy);
    void end(const Result<StoredObject> &result);
    [[nodiscard]] bool isOwn(const SmallObject &object) const;
    [[nodiscard]] bool isLeft(const SmallObject &object) const;

    std::shared_ptr<ObjectStore> m_store;
    ClaimRecord m_own;
    QByteArray m_key;
    QByteArray m_marker;
    QByteArray m_markerEtag;
    QPointer<QObject> m_context;
    Handler<StoredObject> m_handler;
    bool m_hasMarker = false;  ///< It may be there, and is ours.
    bool m_isSecondTry = false;
};

}  // namespace cosftp
