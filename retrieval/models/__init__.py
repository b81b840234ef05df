"""Models: the embedded encoder and how it is made, any other one by name, the reranker, the chat model."""
