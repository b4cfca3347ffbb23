from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from app.models import Order


class OrderPersistError(Exception):
    """The order was not stored; the caller may try again with another reference."""


@dataclass(frozen=True)
class OrderKey:
    merchant_id: str
    external_ref: str


class OrderRepository:
    def __init__(self, session_factory):
        self._session_factory = session_factory

    def add(self, merchant_id, external_ref, amount, currency):
        with self._session_factory() as session:
            order = Order(
                merchant_id=merchant_id,
                external_ref=external_ref,
                amount=amount,
                currency=currency,
            )
            session.add(order)
            try:
                session.commit()
            except IntegrityError as exc:
                session.rollback()
                raise OrderPersistError(
                    f"order {external_ref} for merchant {merchant_id} was not persisted"
                ) from exc
            return order.id
