"""Makes the small networks of this folder, which FineTunerTest trains further. Needs torch.

    python make.py
"""
import torch
from torch import nn

torch.manual_seed(1)


class Small(nn.Module):
    """Gives 12 features, and the running means of its batch normalisation as a second result."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, 8, 3, stride=2, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(8)
        self.last = nn.Conv2d(8, 12, 3, stride=2, padding=1)

    def forward(self, x):
        y = torch.relu(self.norm(self.first(x)))
        means = torch.zeros(x.shape[0], 8) if self.norm.running_mean is None else self.norm.running_mean.expand(x.shape[0], 8)
        return self.last(y).mean((2, 3)), means


network = Small().eval()
torch.jit.save(torch.jit.script(network), "scripted.pt")
torch.jit.save(torch.jit.trace(network, torch.rand(2, 3, 14, 14)), "traced.pt")
torch.jit.save(torch.jit.freeze(torch.jit.trace(network, torch.rand(2, 3, 14, 14))), "frozen.pt")
