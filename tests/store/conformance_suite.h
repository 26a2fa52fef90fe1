// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/object_store.h"

#include <QObject>

#include <functional>
#include <memory>

namespace cosftp {

/// What every ObjectStore has to do, whoever is behind it: COS over HTTP, or the tests' fake.
/// The factory gives an empty bucket for each test; the store may borrow from what it captured.
class StoreConformance : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StoreConformance)

public:
    using Factory = std::function<std::shared_ptr<ObjectStore>()>;
    explicit StoreConformance(Factory factory) : m_factory(std::move(factory)) {}

private Q_SLOTS:
    void init();
    void cleanup();

    void theBucketIsThere();
    void everyNameComesBackAsItWasGiven_data();
    void everyNameComesBackAsItWasGiven();
    void namesThatCannotBeAreRefused_data();
    void namesThatCannotBeAreRefused();
    void whatIsStoredCanBeAskedFor();
    void aMissingObjectIsNotFound();
    void anEmptyObjectIsAnObject();
    void aSecondPutReplacesTheFirst();
    void removingTwiceSucceeds();
    void manyAreRemovedAtOnce();
    void aListingComesInPages();
    void aListingFoldsFolders();
    void aCopyEqualsItsSource();
    void aCopyOfAnotherVersionIsRefused();
    void rangesAreRead_data();
    void rangesAreRead();
    void aRangeBehindTheEndIsNotPossible();
    void readingIsPinnedToAVersion();
    void partsBecomeOneObject();
    void nothingIsVisibleBeforeComplete();
    void anAbortLeavesNothing();
    void partsAndUploadsAreListed();
    void aPartMayBeCopied();
    void completingTwiceIsRecognised();
    void aPutMayBeForbiddenToReplace();
    void aCopyMayBeForbiddenToReplace();
    void aCompleteMayBeForbiddenToReplace_data();
    void aCompleteMayBeForbiddenToReplace();
    void theTimeIsThatOfTheStore();
    void aSharedStoreOutlivesTheFirst();
    void accessRightsAreGivenByHeaders_data();
    void accessRightsAreGivenByHeaders();
    void accessRightsAreNotInherited();
    void aMissingObjectHasNoAccessRights();
    void answersComeLaterAndOnce();
    void aDeadContextIsNotAnswered();

private:
    ObjectStore &store() { return *m_store; }
    Result<StoredObject> put(const QByteArray &key, const QByteArray &body,
                             const ObjectAttributes &attributes = {},
                             Replacing replacing = Replacing::Allowed);
    Result<StoredObject> copy(const CopyRequest &request);
    Result<NamedValues> access(const QByteArray &key);
    Result<ListPage> list(const ListRequest &request);
    Result<QByteArray> readAll(const QByteArray &key, ByteRange range = {},
                               const QByteArray &ifMatch = {});
    Result<QByteArray> initiate(const QByteArray &key, const ObjectAttributes &attributes = {});
    Result<StoredPart> putPart(const QByteArray &key, const QByteArray &id, int number,
                               const QByteArray &body);
    Result<StoredObject> complete(const QByteArray &key, const QByteArray &id,
                                  const QList<StoredPart> &parts,
                                  Replacing replacing = Replacing::Allowed);

    Factory m_factory;
    std::shared_ptr<ObjectStore> m_store;
    std::unique_ptr<QObject> m_context;
};

}  // namespace cosftp
