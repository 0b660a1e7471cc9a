"""The reference pages and schemas that are made from the code: one module per kind of page, each giving text."""
